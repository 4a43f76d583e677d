"""What a network or a dropout layer computes, told from its weights, inputs and outputs: the specified thing, a known
mistake with its name, or something unknown. Public and hidden checks judge by it; nothing here is secret or random."""
