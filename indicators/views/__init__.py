"""The pages of scores: seen, entered, brought in, and what they are held against."""
