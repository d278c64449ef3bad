"""What measures and checks is right itself."""
