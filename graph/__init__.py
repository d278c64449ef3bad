"""How declared kinds live in Neo4j. Knows nothing of alliances."""
