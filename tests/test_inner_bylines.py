"""Writers who are named inside a paragraph of a text: named besides, their words left where they stand."""

import pytest

from epubmaker import read_string, reconstruct

TEXT = "昨天上午，市水务局举行开放日活动，居民走进车间，了解自来水从水源地到家门口的全部旅程。"


def test_a_text_may_name_one_writer_at_its_head_and_another_at_its_end():
    text = f"水厂开门迎居民\n\n本报讯（记者 王强）{TEXT}\n{TEXT}（实习记者 陈静）"
    (article,) = reconstruct(read_string(text)).articles
    assert [byline.names for byline in article.bylines] == [("王强",), ("陈静",)]
    again = reconstruct(read_string(text.replace("实习记者 陈静", "记者 王强"))).articles[0]
    assert [byline.names for byline in again.bylines] == [("王强",)]


@pytest.mark.parametrize(
    ("paragraph", "names"),
    [
        (f"（融媒记者 王强）{TEXT}", ("王强",)),
        (f"本报讯（记者 王强 陈静）{TEXT}", ("王强", "陈静")),
        (f"{TEXT}（见习记者 王强）", ("王强",)),
        (f"本报讯　[记者　王强]{TEXT}", ("王强",)),
        (f"本报讯（记者王小强陈静）{TEXT}", ("王小强", "陈静")),
        (f"河东网消息（记者 鲜明）{TEXT}", ("鲜明",)),
        (f"本报河东1月9日电（记者王小强陈静）{TEXT}", ("王小强", "陈静")),
        (f"〔記者林惠琴／台北報導〕{TEXT}", ("林惠琴",)),
        (f"（中央社記者林惠琴台北10日電）{TEXT}", ("林惠琴",)),
        (f"記者林惠琴台北報導　{TEXT}", ("林惠琴",)),
        (f"本报讯　记者王强报道　{TEXT}", ("王强",)),
        (f"{TEXT}（河东日报记者 王强）", ("王强",)),
        (f"{TEXT}（王小强）", ("王小强",)),
        (f"{TEXT}（王小强 陈静）", ("王小强", "陈静")),
        (f"{TEXT}（王小强、陈静）", ("王小强", "陈静")),
        (f"{TEXT}（安徽）", None),
        (f"{TEXT}（江苏 常州）", None),
        (f"{TEXT}（完）", None),
        (f"{TEXT}（于洪区）", None),
        (f"{TEXT}（金融界）", None),
        (f"{TEXT}（高清图）", None),
        (f"{TEXT}（张贴处）", None),
        (f"{TEXT.removesuffix('。')}（王小强）", None),
        (f"记者见面会（记者之家）{TEXT}", None),
        (f"本报讯[摘要]{TEXT}", None),
        (f"記者 昨天 從市水務局了解到，{TEXT}", None),
        (f"{TEXT}（记者从现场获悉）", None),
        (TEXT, None),
    ],
)
def test_the_writer_of_a_text_is_named(paragraph, names):
    (article,) = reconstruct(read_string(f"水厂开门迎居民\n\n{paragraph}")).articles
    assert [byline.names for byline in article.bylines] == ([names] if names else [])
    letters = [c for c in paragraph if c.isalnum()]
    assert [c for block in article.blocks for c in block.text if c.isalnum()] == letters
