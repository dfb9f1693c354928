"""How it is asked: the command line and HTTP."""
