"""What characters and marks say by themselves, defined once for all stages."""
