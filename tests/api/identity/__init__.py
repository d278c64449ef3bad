"""Who asks: real signatures, a provider of keys on loopback, the real service over the real graph."""
