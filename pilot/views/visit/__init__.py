"""What a visit is about: the choices, the address, what is open."""
