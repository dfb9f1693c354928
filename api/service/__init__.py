"""The HTTP service: the core's questions and answers, translated and nothing more."""
