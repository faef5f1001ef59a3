"""Which line continues which: evidence from language, layout and topic, weighed into calibrated log-odds."""
