"""The tables of the first schema, room by room; what they are today, the models say."""
