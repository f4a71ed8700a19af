"""Dates that a text states or tells from another day, and which of them say when something was said."""

from pipeline.language.dates.mentions import DateMention, Dates, find_dates, make_dates

__all__ = ["DateMention", "Dates", "find_dates", "make_dates"]
