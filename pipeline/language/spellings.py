"""The spellings that English texts give to one name written in another script: Mohamed and Mohammed, al-Sisi and El Sisi."""

from __future__ import annotations

import re

_SAME = (
    ("Mohammed", "Mohamed", "Mohammad", "Muhammad", "Mohamad"),
    ("Ahmed", "Ahmad"),
    ("Mahmoud", "Mahmud"),
    ("Abdullah", "Abdallah", "Abdulla"),
    ("Abdul", "Abdel", "Abd"),
    ("Youssef", "Yousef", "Yusuf", "Yousuf"),
    ("Hussein", "Hussain", "Husain"),
    ("Hassan", "Hasan"),
    ("Ibrahim", "Ebrahim"),
    ("Ismail", "Esmail", "Esmaeil"),
    ("Khalid", "Khaled"),
    ("Omar", "Omer", "Umar"),
    ("Fuad", "Fouad"),
    ("Nuri", "Nouri"),
    ("Saeed", "Said"),
    ("Mustafa", "Mostafa"),
    ("Masoud", "Massoud"),
    ("Faisal", "Faysal"),
    ("Sheikh", "Shaikh"),
    ("Shehbaz", "Shahbaz"),
    ("Sergei", "Sergey"),
    ("Alexei", "Alexey", "Aleksei"),
    ("Andrei", "Andrey"),
    ("Andriy", "Andrii"),
    ("Serhiy", "Serhii", "Sergiy", "Sergii"),
    ("Oleksandr", "Olexander", "Oleksander"),
    ("Alexander", "Aleksandr", "Alexandr"),
    ("Yuri", "Yury", "Yuriy"),
    ("Dmitry", "Dmitri", "Dmitriy"),
    ("Vasily", "Vassily", "Vasiliy"),
    ("Vitaly", "Vitaliy"),
    ("Gennady", "Gennadi", "Gennadiy"),
    ("Georgy", "Georgi", "Georgiy"),
    ("Heorhii", "Heorhiy"),
    ("Yevgeny", "Evgeny", "Yevgeni"),
    ("Mykola", "Nikolay"),
)
_GROUP = {word: group for group in _SAME for word in group}
_ARTICLE = re.compile(r"\b(?:al|el|Al|El)[- ](?=[A-Z])")
_ARTICLES = ("al-", "el-", "Al-", "El-", "al ", "Al ", "El ")
_SERVANT = re.compile(r"\b(Abdul|Abdel) (?=[A-Z])")  # of the Merciful and the like: Abdul Rahman, Abdul-Rahman
_ENDINGS = (
    (re.compile(r"(?<=[bdgklmnprstvz])yan\b"), "ian"),
    (re.compile(r"(?<=[bdgklmnprstvz])ian\b"), "yan"),
    (re.compile(r"(?<=[aei])yev\b"), "ev"),
    (re.compile(r"(?<=[aei])ev\b"), "yev"),
    (re.compile(r"(?<=[ai])yev(?=a\b)"), "ev"),
)
_MOST = 48  # variants of one name; a name of many parts would have thousands


def spellings(name: str) -> list[str]:
    """Give the other spellings of a full name, without itself, at most 48; a name of one word has none."""
    if " " not in name:
        return []
    found = [name]
    for words in (_words, _articles, _endings):
        found = list(dict.fromkeys(variant for known in found for variant in words(known)))[:_MOST]
    return found[1:]


def _words(name: str) -> list[str]:
    out = [name]
    for word in dict.fromkeys(re.findall(r"[^\W\d_]+", name)):
        out += [
            re.sub(rf"\b{word}\b", other, known) for known in out for other in _GROUP.get(word, ()) if other != word
        ]
        out = out[:_MOST]
    return out


def _articles(name: str) -> list[str]:
    out = [name]
    if _ARTICLE.search(name):
        without = ("",) if len(name.split()) > 2 else ()  # "Ali Sadiq" is anybody
        out += [_ARTICLE.sub(article, name) for article in (*_ARTICLES, *without)]
    return [*out, *(_SERVANT.sub(r"\1-", known) for known in out if _SERVANT.search(known))]


def _endings(name: str) -> list[str]:
    return [name, *(ending.sub(other, name) for ending, other in _ENDINGS if ending.search(name))]
