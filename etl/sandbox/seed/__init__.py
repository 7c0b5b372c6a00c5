"""What a fresh account holds: the referentials every account has, and a believable French one on demand."""
