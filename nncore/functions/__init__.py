"""What networks are made of: activations, losses, initialisers, schedules; one table each."""
