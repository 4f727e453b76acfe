"""Every format that the program prints, held against the parsers and the shells of others."""
