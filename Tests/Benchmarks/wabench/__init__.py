"""Measures the bootstrapper beside its peers and the C floors. Standard library only."""
