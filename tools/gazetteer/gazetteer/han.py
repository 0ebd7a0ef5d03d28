"""Simplified Chinese out of Traditional Chinese and Japanese spellings."""
from functools import lru_cache

from opencc import OpenCC

_T2S = OpenCC("t2s")
# Shapes of Japanese print that the Traditional-to-Simplified tables pass over.
_JAPANESE = str.maketrans(
    "浜沢広県桜竜辺塩鉄円気栄両児関観黒徳滝渋恵亀単伝対変当図拝検楽営瀬頼歳斉総続絵経砕舎荘蔵蛍覚訳読転遅郷釈銭険隠霊駅験髄鶏齢桟壱壌囲豊穂巻鳥厳巌仏条剣処圧届弁弾従応悪戦戸拡挙掲摂暁渓湾焼犠猟献瓶畳発真稲穀糸縄縦繊聴臓薬蔦覧証譲豚賛軽農逓遷郎酔醸鎌隣雑青静顔駆騒高鬱",
    "滨泽广县樱龙边盐铁圆气荣两儿关观黑德泷涩惠龟单传对变当图拜检乐营濑赖岁齐总续绘经碎舍庄藏萤觉译读转迟乡释钱险隐灵驿验髓鸡龄栈一壤围丰穗卷鸟严岩佛条剑处压届弁弹从应恶战户扩举揭摄晓溪湾烧牺猎献瓶叠发真稻谷丝绳纵纤听脏药茑览证让豚赞轻农递迁郎醉酿镰邻杂青静颜驱骚高郁",
)


@lru_cache(maxsize=None)
def simplified(text):
    return _T2S.convert(text.translate(_JAPANESE))
