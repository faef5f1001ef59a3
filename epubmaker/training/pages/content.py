"""What stands on a page: articles, briefs, verse, interviews, photos, made of the corpus' stories. No sizes of paper here."""

from __future__ import annotations

import re

from .filling import Filling
from .habits import Habits
from .values import Article, Part

# Shares of what a story of the page has, drawn where nothing forbids it.
KICKER, DECK, LABEL, NOTE, JUMP, CROSSHEADS, CONTACT = 0.35, 0.32, 0.1, 0.2, 0.07, 0.6, 0.06
ONE_LENGTH = 0.4  # of the sets of crossheads
SIGNED = re.compile("记者|記者|通讯员|通訊員|摄影|攝影")
BYLINE_PLACES = ("top", "top", "top", "end", "end", "opening", "last", "bare", "signed", "", "")
BYLINE_PLACES_SUPPLEMENT = ("bare", "bare", "bare", "signed", "signed", "top", "end", "")


class Writer:
    """Writer of the articles of one page; `filling` fills the patterns, its source gives the stories."""

    def __init__(self, filling: Filling, style: str, habits: Habits | None = None):
        self.fill, self.style, self.habits = filling, style, habits or Habits()
        self.rng, self.source = filling.rng, filling.source

    def of_kind(self, kind: str, room: float, widest: float) -> Article:
        """Return an article of a kind for about `room` characters, a poem in lines of at most `widest`."""
        if kind == "interview":
            return self.interview(room)
        if kind == "verse":
            return self.verse(room, widest)
        return self.article(room, "boxed" if kind == "boxed" else "article")

    # -- articles ------------------------------------------------------------------------------------------------------
    def article(self, room: float, kind: str = "article") -> Article:
        """Return an article of about `room` characters, head and all; a little more than fits, the sheet cuts it."""
        story = self.source.pick(room)
        paras, spare = self._cut(self.habits.opened(story.paras), room * 1.25)
        if paras[-1] in story.headings:
            paras.pop()
        spare = [para for para in spare if para not in story.headings]
        made = Article(kind, body=[Part("text", para) for para in paras])
        self._own_crossheads(made, story.headings)
        self.titles(made, story.title, spare or list(story.prose[1:]) if room > 150 else [])
        if (story.section and self.rng.random() < 0.6) or self.rng.random() < self._labels():
            made.column = story.section or self.fill(self.rng.choice(self.fill.words.labels))
            made.head.insert(0, Part("label", made.column, "hei", 1.1, "left"))
        self.crossheads(made, spare)
        if any(SIGNED.search(para[:40] + para[-30:]) for para in paras):
            made.ambiguous.append("bylines")
        else:
            places = BYLINE_PLACES_SUPPLEMENT if self.style == "supplement" else BYLINE_PLACES
            self.byline(made, self.habits.byline_place(places, self.rng))
        self._extras(made, spare, room)
        return made

    def _labels(self) -> float:
        return LABEL if self.habits.labels is None else self.habits.labels

    def _cut(self, paras: tuple[str, ...], room: float) -> tuple[list[str], list[str]]:
        """Return the leading paragraphs that fill the room, and those that are left over."""
        kept: list[str] = []
        left = list(paras)
        while left and (room > 0 or not kept):
            kept.append(left.pop(0))
            room -= len(kept[-1])
        return kept, left

    def titles(self, made: Article, title: str, spare: list[str]) -> None:
        """Give an article its headline, and often a kicker or a deck: parts of the title, or clauses that are not set."""
        rng, kicker, deck = self.rng, "", ""
        found = re.fullmatch(r"(.{3,20}?)(：|——| )(.{4,})", title)
        if found and rng.random() < 0.6:
            kicker, title = found[1], found[3]
            if found[2] == "——" and rng.random() < 0.7:
                kicker, title, deck = "", found[1], "——" + found[3]
        if spare and not kicker and rng.random() < KICKER:
            kicker = self.source.clause(spare, 7, 24)
        if spare and not deck and rng.random() < DECK:
            clause = self.source.clause(spare, 8, 28)
            deck = rng.choice(["", "——", "——"]) + clause if clause else ""
        if kicker:
            made.head.append(Part("kicker", kicker, rng.choice(["song", "kai", "hei"]), rng.uniform(1, 1.7)))
        made.head.append(Part("headline", title, rng.choice(["hei", "hei", "hei", "song", "kai"])))
        if deck:
            made.head.append(Part("deck", deck, rng.choice(["kai", "song"]), rng.uniform(1, 1.6)))
        if spare and deck and rng.random() < 0.15 and (more := self.source.clause(spare, 8, 24)):
            made.head.append(Part("deck", more, made.head[-1].font, made.head[-1].size))

    def _own_crossheads(self, made: Article, headings: frozenset[str]) -> None:
        """Set the crossheads that the story has as such."""
        rng = self.rng
        align, font, rows = (
            rng.choice(["center", "center", "left"]),
            rng.choice(["hei", "hei", "kai"]),
            rng.choice([1, 1, 2]),
        )
        for part in made.body:
            if part.text in headings:
                part.role, part.font, part.align, part.rows = "crosshead", font, align, rows

    def crossheads(self, made: Article, spare: list[str]) -> None:
        """Put crossheads between the paragraphs of a longer article: often a set of one length, sometimes numbered."""
        rng = self.rng
        if (
            len(made.body) < 5
            or any(part.role == "crosshead" for part in made.body)
            or rng.random() > CROSSHEADS
        ):
            return
        align, rows = rng.choice(["center", "center", "left"]), rng.choice([1, 1, 2])
        mark = rng.choice(["{}", "{}", "{}", "{}", "■{}", "▶{}", "●{}", "“{}”", "{n}、{}"])
        font, indent = rng.choice(["hei", "hei", "kai"]), 2 if align == "left" and rng.random() < 0.5 else 0
        length = rng.randint(4, 13) if rng.random() < ONE_LENGTH else 0
        places = rng.sample(
            range(1, len(made.body) - 1), min(rng.choice([1, 2, 3, 3, 4]), len(made.body) // 3)
        )
        for number, place in sorted(enumerate(sorted(places)), reverse=True):
            texts = spare if rng.random() < 0.5 else [part.text for part in made.body[place:][:3]]
            if head := self.source.clause(texts, length or 4, length or 13):
                text = self.source.set(mark.format(head, n="一二三四"[number]))
                made.body.insert(place, Part("crosshead", text, font, 1.0, align, indent, rows))

    def byline(self, made: Article, place: str) -> None:
        """Give an article its byline: below the title, at the end, in the opening or the last paragraph, or a bare name."""
        if not place:
            return
        rng, words = self.rng, self.fill.words
        people = [self.fill.name() for _ in range(rng.choice([1, 1, 1, 2, 3]))]
        office = self.fill(rng.choice(words.reporters))
        made.byline_at, made.bylines = place, [office + " " + " ".join(people)]
        text = office + rng.choice([" ", "　", ""]) + rng.choice([" ", "　", "、"]).join(people)
        if place in ("top", "end") and rng.random() < 0.25:
            second, name = self.fill(rng.choice(words.seconds)), self.fill.name()
            made.bylines.append(f"{second} {name}")
            text += rng.choice([" ", "　"]) + second + rng.choice([" ", "　"]) + name
        if place in ("bare", "signed", "name"):
            made.bylines = people[:1]
            text = "　".join(people[0]) if len(people[0]) == 2 and rng.random() < 0.6 else people[0]
            if place == "name" and len(people) == 2:
                made.bylines, text = people, text + rng.choice([" ", "　", ""]) + people[1]
        self._set_byline(made, place, text)

    def _set_byline(self, made: Article, place: str, text: str) -> None:
        """Set the words of a byline where they belong."""
        rng, words = self.rng, self.fill.words
        if place in ("top", "bare"):
            sign = rng.choice(["", "", "", "□", "■", "◎", "○"])
            if place == "top" and rng.random() < 0.15:
                text = f"（{text}）"
            made.head.append(Part("byline", sign + text, rng.choice(["kai", "song"]), 1.0, "center", 0))
        elif place == "opening":
            made.body[0].text = self.fill(rng.choice(words.openings), text) + made.body[0].text
        elif place == "last":
            made.body[-1].text += f"（{text}）"
        elif place == "signed":
            sign = self.fill(rng.choice(words.signatures), text)
            made.bylines = made.bylines if text in sign else []
            made.body.append(Part("signature", sign, "kai", 1.0, "right", 0))
        elif place == "name":
            made.body.append(Part("signature", text, "kai", 1.0, "right", 0))
        else:
            sign = rng.choice(["{}", "{}", "（{}）"]).replace("{}", text)
            made.body.append(Part("byline", sign, rng.choice(["kai", "song"]), 1.0, "right", 0))

    def _extras(self, made: Article, spare: list[str], room: float) -> None:
        """Add what larger articles have: an editor's note, a contact row, a jump line."""
        rng, words = self.rng, self.fill.words
        if room > 250 and rng.random() < NOTE:
            about = self.fill(rng.choice(words.note_texts), made.words("headline"))
            text = self.fill(rng.choice(words.notes)) + (
                spare[0][:110] if spare and rng.random() < 0.5 else about
            )
            end = max(text.rfind(mark) for mark in "。！？，")
            note = Part("note", text[: end + 1] if end > 20 else text, "kai")
            made.body.insert(0 if rng.random() < 0.75 else len(made.body), note)
        if room > 250 and rng.random() < CONTACT:
            made.body.append(Part("contact", self.fill(rng.choice(words.contacts)), "hei", 1.0, "left"))
        if rng.random() < JUMP:
            made.body.append(Part("jump", self.fill(rng.choice(words.jumps)), "song", 1.0, "right", 0))
        elif rng.random() < JUMP / 2:
            jump = self.fill(rng.choice(["（上接第{page}版）", "（上接{page}版）", "上接第{page}版"]))
            if rng.random() < 0.4:
                jump = (
                    jump.rstrip("）")
                    + f"《{made.words('headline')[:14]}》"
                    + ("）" if jump.endswith("）") else "")
                )
            made.body.insert(0, Part("jump", jump, "kai", 1.0, "left", 0))

    # -- kinds of their own --------------------------------------------------------------------------------------------
    def briefs(self, room: float) -> list[Article]:
        """Return five to thirty short articles, with titles of one sort or none."""
        rng, label = self.rng, self.fill(self.rng.choice(self.fill.words.briefs))
        made: list[Article] = []
        style, most = rng.choice(["large", "large", "bold", "lead", "mark", "none"]), rng.uniform(60, 240)
        joint = rng.choice(["　", "　", " ", ""])
        while room > 40 and len(made) < 30:
            story = self.source.draw()
            text = self._within(story.prose, min(room, rng.uniform(0.5, 1.3) * most))
            brief = Article("brief", column=label, run_in=style == "lead")
            brief.joint = joint
            brief.body = [Part("text", para) for para in text]
            if style != "none":
                large = style == "large"
                head = Part("headline", ("▲" if style == "mark" else "") + story.title, "hei")
                head.size, head.rows = (rng.choice([1.2, 1.4]), 2) if large else (1.0, 1)
                head.align, head.indent = rng.choice(["center", "left"]), 2 if style == "lead" else 0
                brief.head = [head]
            if any(SIGNED.search(para) for para in text):
                brief.ambiguous.append("bylines")
            elif rng.random() < 0.3:
                self.byline(brief, rng.choice(["end", "last", "opening"]))
            made.append(brief)
            room -= sum(map(len, text)) + 8 + len(story.title) * (0 if style == "none" else 1.5)
        return made

    def _within(self, paras: tuple[str, ...], room: float) -> list[str]:
        """Return one or two paragraphs cut at a sentence's end to a room."""
        text, rest = paras[0], paras[1] if len(paras) > 1 and self.rng.random() < 0.25 else ""
        if len(text) > room:
            end = max(text.rfind(mark, 0, int(room)) for mark in "。！？")
            return (
                [text[: end + 1]]
                if end > 15
                else [text[: int(max(20, room))].rstrip("，、；：“‘（《") + "。"]
            )
        return [text, rest] if rest and len(text) + len(rest) < room else [text]

    def interview(self, room: float) -> Article:
        """Return an article of questions and answers, or of turns of speech."""
        rng, words, story = self.rng, self.fill.words, self.source.pick(room)
        made = Article("article")
        self.titles(made, story.title, list(story.prose[-2:]))
        ask, reply = rng.choice(words.askers)
        ask, reply = self.fill(ask), self.fill(reply.replace("{}", self.fill.name()))
        about = self.source.clause([story.title], 2, 9) or self.fill("这项工作")
        face, turn = rng.choice(["hei", "song", "kai"]), rng.random() < 0.3
        made.body.append(Part("text", story.prose[0]))
        for number, para in enumerate(story.prose[1:]):
            if turn and number % 3 == 1:  # an answer in two paragraphs
                made.body.append(Part("text", para))
                continue
            question = self.fill(rng.choice(words.questions), about)
            made.body.append(Part("dialogue", ask + question, face, question=True))
            made.body.append(Part("dialogue", reply + para))
        self.byline(made, rng.choice(["top", "end", ""]))
        return made

    def verse(self, room: float, widest: float) -> Article:
        """Return a poem: lines of clauses, in stanzas, its poet below the title or at the end."""
        rng, stories = self.rng, [self.source.draw() for _ in range(6)]
        texts = [para for story in stories for para in story.prose]
        clauses = [
            c
            for t in texts
            for c in re.split("[，。；：！？]", t)
            if re.fullmatch(r"[\u4e00-\u9fff]{4,20}", c)
        ]
        even = rng.choice([0, 0, 5, 7])
        rows = [c for c in clauses if (len(c) == even if even else len(c) <= widest - 2)]
        rows = rows if len(rows) >= 4 else [c for c in clauses if len(c) <= widest - 2]
        rng.shuffle(rows)
        made, marks, stanza = (
            Article("article"),
            rng.random() < (0.9 if even else 0.4),
            rng.choice([4, 4, 3, 6, 8]),
        )
        title = self.source.clause(texts, 3, 8) or stories[0].title[:8]
        made.head = [Part("headline", title, rng.choice(["hei", "kai", "song"]))]
        for number, row in enumerate(rows[: max(4, min(48, int(room / 14)))]):
            mark = ("。" if number % 2 else "，") if marks else ""
            made.body.append(Part("verse", row + mark, "kai", 1.0, "left", 1, stanza=number // stanza))
        self.byline(made, rng.choice(["bare", "bare", "signed"]))
        return made

    def photo(self) -> Article:
        """Return a picture that stands for itself, with or without a headline."""
        rng, made = self.rng, Article("photo")
        story = self.source.draw()
        if rng.random() < 0.6:
            made.head = [Part("headline", story.title, "hei")]
        made.pictures.append(self.caption(story.prose[0], rng.choice([40, 70, 120])))
        return made

    def caption(self, about: str, most: int = 40) -> list[Part]:
        """Return a caption and its credit, the credit on a row of its own or at the caption's end."""
        rng, words = self.rng, self.fill.words
        text = self.source.clause([about], 8, 40) if most < 60 else self._within((about,), most)[0]
        text = self.fill(rng.choice(words.captions)) + (text or self.fill("活动现场")).rstrip("。") + "。"
        parts = [
            Part(
                "caption",
                text,
                rng.choice(["kai", "kai", "song", "hei"]),
                0.95,
                "left",
                rng.choice([0, 0, 2]),
            )
        ]
        if rng.random() < 0.85:
            parts.append(
                Part(
                    "credit", self.fill(rng.choice(words.credits), self.fill.name()), "kai", 0.95, "right", 0
                )
            )
        return parts
