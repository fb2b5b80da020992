"""Who lives in a city and what is on record there: tables, reading with every check, the guard, and the generator."""
