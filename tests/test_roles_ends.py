"""The characters at the ends of lines: `roles.ends`."""

from epubmaker import read_string
from epubmaker.roles.ends import HEAD, NOTHING, TAIL, line_ends
from epubmaker.segment import split_lines


def ends_of(*rows):
    return line_ends(split_lines(read_string("\n".join(rows))))


def test_a_short_line_fills_its_places_from_the_outside():
    (ends,) = ends_of("本报记者")
    head, tail = ends[:HEAD].tolist(), ends[HEAD:].tolist()
    assert head[:4] == tail[-4:]
    assert NOTHING not in head[:4]
    assert head[4:] == [NOTHING] * (HEAD - 4)
    assert tail[:-4] == [NOTHING] * (TAIL - 4)


def test_what_stands_in_the_middle_of_a_long_line_is_left_out():
    begin, end = "市图书馆昨天上午重新开放并且延长", "读者一千二百余人。"
    one, other = ends_of(begin + "河" * 40 + end, begin + "桥" * 30 + end)
    assert (one == other).all()


def test_both_scripts_read_alike():
    simplified, traditional = ends_of("本报记者", "本報記者")
    assert (simplified == traditional).all()
