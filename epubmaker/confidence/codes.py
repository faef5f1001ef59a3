"""The codes of diagnostics of confidence, apart so that whoever asks for them loads nothing else."""

ORDER_DOUBTFUL = "order-doubtful"
