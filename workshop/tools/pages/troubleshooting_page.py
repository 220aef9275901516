"""The page of `doc/user/` that explains what the connector says: made of what it says."""
import ast
import re

from .. import cache
from ..checks import troubles
from . import translations
from .troubles import ROOMS

FOLDER = cache.REPOSITORY / 'doc' / 'user'
PAGE = FOLDER / 'troubleshooting.md'
CHINESE_PAGE = FOLDER / 'troubleshooting.zh-CN.md'
CHINESE = translations.FOLDER / 'zh_CN.po'
REFUSALS = [
    cache.REPOSITORY / 'services' / place
    for place in ('delivery/amazon_shipment_words.py', 'invoice/amazon_invoice_words.py')
]
PLACE = re.compile(r'%(?:\(\w+\))?[sdg]')

# Amazon's codes, and how the sentence begins that explains them.
CODES = {
    'invalid_client': "Amazon does not know this client ID",
    'unauthorized_client': "Amazon knows the application, but",
    'invalid_grant': "Amazon refuses the refresh token:",
    'Access to requested resource is denied.': "The credentials are good, but Amazon denies access.",
    'Access to the resource is forbidden': "Amazon denies access to this alone: the application lacks",
    'MD1000': "Amazon has the application as a draft:",
    'MD5100': "Enter both addresses that the account",
    'MD5101': "The OAuth Redirect URI in Seller Central",
    'MD9100': "Sign out of Seller Central, sign in",
    'MD9999': "The address was damaged on the way:",
    'QuotaExceeded': "Amazon's limit of calls is used up;",
    'InternalFailure, ServiceUnavailable': "Amazon cannot be reached, or does not answer",
    'errorMetric=PackageToUpdateNotFound': "Amazon takes neither this parcel nor a change",
    '79509': "Amazon takes no invoices of this seller: in",
    '79517': "Amazon does not know yet that the goods were shipped, or",
    '79523': "Amazon takes no invoices of this marketplace.",
    '79525': "Amazon issues the invoice of this order",
}
TEXT = """\
<!-- Made by `make docs` from the sentences of the code and workshop/tools/pages/troubles: change those, or this
     text in workshop/tools/pages/troubleshooting_page.py. -->

# {title}

{introduction}

{contents}

{rooms}

## {amazon}

{about_amazon}

{refusals}

{about_codes}

{codes}
"""
ENGLISH_WORDS = {
    'title': "Troubleshooting",
    'introduction': (
        "Here is each sentence with which the connector reports a failure, asks something or refuses. Search the page for some words of yours; names and "
        "numbers are … here. Most sentences say what happened and what to do; where one does not, both are below it. How failures are found and "
        "mended in general is in [Failures](failures.md)."
    ),
    'cause': "Cause", 'remedy': "What to do", 'colon': ": ",
    'amazon': "What Amazon says",
    'about_amazon': (
        "Amazon's own words are shown beside what they mean. These are known; whatever else Amazon says, is shown as it is."
    ),
    'about_codes': "And these codes, which you find in Amazon's answers and in forums, are what these sentences are about:",
}
CHINESE_WORDS = {
    'title': "故障排除",
    'introduction': (
        "本页列出连接器报告失败、提出问题或拒绝操作时所说的每一句话。请用您看到的几个词在本页搜索；名称和数字在这里写作“…”。"
        "大多数句子本身已说明发生了什么以及该怎么做；没有说明的，原因和办法写在句子下面。"
        "如何查找和处理失败，见[失败](failures.zh-CN.md)。"
    ),
    'cause': "原因", 'remedy': "办法", 'colon': "：",
    'amazon': "亚马逊的说法",
    'about_amazon': "亚马逊的原话会显示在其含义旁边。以下是已知的；亚马逊的其他说法按原样显示。",
    'about_codes': "以下代码会出现在亚马逊的答复和论坛中，它们对应这些句子：",
}


def update():
    """Write the page anew, in both languages."""
    for path, text in pages().items():
        path.write_text(text, encoding='utf-8')
        print(path.relative_to(cache.REPOSITORY))


def pages():
    """Return the page in both languages.

    :return: texts by path
    :rtype: dict[pathlib.Path, str]
    """
    chinese = {
        entry.msgid: entry.msgstr for entry in translations.read(CHINESE) if entry.translated()
    }
    return {
        PAGE: _render(ENGLISH_WORDS, {}),
        CHINESE_PAGE: _render(CHINESE_WORDS, chinese),
    }


def _render(words, translated):
    is_chinese = words is CHINESE_WORDS
    texts = {one.text for one in troubles.sentences()}
    text_of = {id(trouble): text for text, trouble in troubles.troubles_by_text(texts).items()}
    titles = [room.CHINESE_TITLE if is_chinese else room.TITLE for room in ROOMS]
    rooms = [
        '\n'.join([f"## {title}", '', *(
            _entry(text_of[id(trouble)], trouble, words, translated) for trouble in room.TROUBLES)])
        for title, room in zip(titles, ROOMS, strict=True)
    ]
    return TEXT.format(
        title=words['title'], introduction=words['introduction'], amazon=words['amazon'],
        contents=' · '.join(f"[{title}](#{_anchor(title)})" for title in [*titles, words['amazon']]),
        rooms='\n\n'.join(rooms),
        about_amazon=words['about_amazon'],
        refusals='\n'.join(
            f"- **{_plain(example)}**\n  - {_plain(translated.get(text, text))}"
            for example, text in _refusals()),
        about_codes=words['about_codes'],
        codes='\n'.join(_code(code, beginning, texts, translated) for code, beginning in CODES.items()),
    )


def _entry(text, trouble, words, translated):
    lines = [f"- **{_plain(translated.get(text, text))}**"]
    if trouble.cause:
        is_chinese = words is CHINESE_WORDS
        cause, remedy = (trouble.chinese_cause, trouble.chinese_remedy) if is_chinese else (
            trouble.cause, trouble.remedy)
        lines += [
            f"  - {words[kind]}{words['colon']}{_plain(said)}"
            for kind, said in (('cause', cause), ('remedy', remedy))
        ]
    return '\n'.join(lines)


def _code(code, beginning, texts, translated):
    [text] = [text for text in texts if text.startswith(beginning)]
    return f"- `{code}`\n  - {_plain(translated.get(text, text))}"


def _refusals():
    """Yield what Amazon says and what it means."""
    for path in REFUSALS:
        for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
            if isinstance(node, ast.Call) and getattr(node.func, 'id', '') == 'Refusal':
                _pattern, example, explanation = node.args
                yield example.value, explanation.args[0].value


def _plain(text):
    """Return a text as Markdown shows it, with dots where the code fills in names and numbers."""
    text = ' '.join(PLACE.sub("…", text).replace('%%', '%').split()).replace("….", "…")
    return re.sub(r'([\\`*_<\[\]])', r'\\\1', text)


def _anchor(title):
    return re.sub(r'[^\w\- ]', '', title).lower().replace(' ', '-')
