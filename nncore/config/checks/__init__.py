"""What must fit together in a configuration whose blocks are right by themselves."""
