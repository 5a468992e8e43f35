"""Why: questions are full of words that ask nothing by themselves. They are listed once, so that
they are neither taken for names nor reported as not understood. It must hold no word that narrows a
question."""

from __future__ import annotations

_ENGLISH = """
a about above after again all also am among an and any anybody anyone anything are as asked at away
be because been before being between both but by came can come could did do does doing done down
during each else ever every exactly explain for from get gets getting give gives go goes going got
had happen happened happening happens has have having he her here him his how however i if in info
information into is isn it its itself just keep know known latest least let like list look made
make makes many may me mean means might more most much must my near need needs new news no nor not
now of off on one only or other others our out over own part please quick quickly really recent
regarding s said say saying says she should show shows so some somebody someone something still
such summary t take taken takes tell than that the their them then there these they thing things
think this those though through to today together too toward towards under until up update upon
us using versus very via view vs want wants was way we well were what whats when where whether
which while who whom whose why will with within without won would yes yet you your
send sends sending sent supply supplies supplied supplying provide provides provided providing
buy buys buying bought sell sells selling sold purchase purchases purchased
sign signs signed signing deny denies denied denying denial denials allege alleges alleged accuse
accuses accused
answer brief briefing fact facts give question questions regarding relation relations
relationship relationships ties situation status state states claim claims
ask asking asks told tells talk talked talking talks story overview background context
"""
_OTHER = """
и в на о об с со по к у из что кто где как какие какой ли
和 与 與 及 跟 对 對 的 在 是 吗 嗎 之间 之間 关系 關係
と の は が を に で へ も や
와 과 의 은 는 이 가 을 를 에 에서 도 및
و في من عن مع على
y e o de la el los las del entre et le les des du und oder zwischen der die das mit von zu
"""
FUNCTION_WORDS = frozenset(_ENGLISH.split()) | frozenset(_OTHER.split())
