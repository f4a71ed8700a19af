"""What stands between quotation marks, and what kind of quotation it is."""

from pipeline.language.quotations.finder import Quotation, Quotations, find_quotations, make_quotations

__all__ = ["Quotation", "Quotations", "find_quotations", "make_quotations"]
