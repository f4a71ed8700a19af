"""What stands between quotation marks, and what kind of quotation it is."""

from pipeline.language.quotations.finder import Quotation, Quotations, find_quotations, make_quotations
from pipeline.language.quotations.marks import MARKS

__all__ = ["MARKS", "Quotation", "Quotations", "find_quotations", "make_quotations"]
