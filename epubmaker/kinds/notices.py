"""Notices: who signs them and on which day, set last; rows that say how somebody is reached."""

from __future__ import annotations

from collections.abc import Sequence

from epubmaker.kinds.rows import Row
from epubmaker.text import patterns as re

# 2020年2月25日, 二〇二〇年二月, 2020.2.25, 2月25日
DAY = re.compile(
    r"(?:[（(]?(?:(?:19|20)\d\d|[一二两〇零○OoＯ０oO九]{4}|[一二〇零○九八七六五四三]{4})\s*[年.\-/．]\s*)?"
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})\s*[月.\-/．]\s*(?:(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[上中下]旬)\s*日?)?[)）]?$"
)
WHOLE_DAY = re.compile(r"[年月]")
# What offices, firms and committees that sign notices are called.
OFFICE = re.compile(
    r"(?:局|厅|部|处|科|委|办|院|所|站|中心|大队|支队|总队|公司|集团|银行|分行|支行|法院|检察院|学校|中学|小学|大学|学院|医院|协会|学会|商会|联合会|基金会"
    r"|委员会|办公室|指挥部|管委会|政府|街道|社区|村委会|居委会|报社|编辑部|杂志社|出版社|工会|业主|物业|商场|超市|店|馆|厂|社|组委会|治丧小组|党委|支部|[縣县市區区镇鎮乡鄉村])$"
)
# Rows that say how somebody is reached: a label, and a number or an address behind it.
REACHED = re.compile(
    r"[一-龥]{0,4}?(?:电话|電話|热线|熱線|手机|手機|传真|傳真|邮箱|郵箱|信箱|邮编|郵編|地址|网址|網址|微信|QQ|电邮|E-?mail|Email|联系人|聯繫人|联系方式|投稿)"
    r"(?:[^：:。，]{0,6}[：:\u3000 ]\s*\S|(?=[\dA-Za-z（(]))"
)
NUMBER = re.compile(r"\d{5,}|\d{3,4}[-—]\d{6,8}|[\w.+-]+@[\w-]+\.\w+|www\.|https?:|[路街道巷弄]\d+号?")
LONGEST_SIGNATURE, LONGEST_CONTACT = 30, 60  # characters


def is_day(text: str) -> bool:
    """Say whether a row is a date and nothing else."""
    return bool(DAY.fullmatch(text.strip())) and bool(WHOLE_DAY.search(text) or text.count(".") == 2)


def is_office(text: str) -> bool:
    """Say whether a row names an office, a firm, a committee."""
    text = re.sub(r"[（(][^（）()]{1,10}[)）]$", "", text.strip())
    return len(text) <= LONGEST_SIGNATURE and len(text) > 2 and bool(OFFICE.search(text))


def is_signature(text: str) -> bool:
    """Say whether a row is an office with the day behind it."""
    office, gap, day = text.strip().rpartition("\u3000")
    if not gap:
        office, _, day = text.strip().rpartition(" ")
    return bool(office) and is_day(day) and is_office(office)


def is_contact(text: str) -> bool:
    """Say whether a row says how somebody is reached, and nothing else."""
    text = text.strip()
    return (
        len(text) <= LONGEST_CONTACT
        and "。" not in text[:-1]
        and "，" not in text
        and bool(REACHED.match(text))
        and bool(NUMBER.search(text))
    )


def signing(rows: Sequence[Row]) -> list[Row]:
    """Return the rows, of some below a text, that sign it: offices with a day behind them, and a day by itself."""
    signed: list[Row] = []
    offices: list[Row] = []
    for row in rows:
        if is_signature(row.text):
            signed.append(row)
        elif is_day(row.text):
            signed += [*offices, row]
        elif is_office(row.text):
            offices.append(row)
            continue
        offices = []
    return signed
