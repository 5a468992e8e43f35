"""Why: from what somebody typed to a Reply. Pure and synchronous: it must not open a socket, read a
file or look at a clock."""
