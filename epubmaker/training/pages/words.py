"""Names and patterns of small matter, two sets that share nothing: what is learnt from one is judged on the other.

`{}` is filled in place: see `content.py` and `matter.py`.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Words:
    """The names, labels and patterns that pages of one setting are made with."""

    surnames: str
    given: str
    places: tuple[str, ...]
    streets: tuple[str, ...]
    firms: tuple[str, ...]
    papers: tuple[str, ...]
    labels: tuple[str, ...]
    briefs: tuple[str, ...]
    sections: tuple[str, ...]
    questions: tuple[str, ...]
    reporters: tuple[str, ...]
    seconds: tuple[str, ...]
    openings: tuple[str, ...]
    signatures: tuple[str, ...]
    notes: tuple[str, ...]
    jumps: tuple[str, ...]
    captions: tuple[str, ...]
    credits: tuple[str, ...]
    askers: tuple[tuple[str, str], ...]
    notices: tuple[tuple[str, ...], ...]
    adverts: tuple[str, ...]
    advert_heads: tuple[str, ...]
    contacts: tuple[str, ...]
    lists: tuple[tuple[str, tuple[str, ...]], ...]
    tables: tuple[tuple[str, str], ...]
    skies: tuple[str, ...]
    weather_heads: tuple[str, ...]
    colophons: tuple[str, ...]


TRAIN = Words(
    surnames="王李张刘陈杨黄赵周吴徐孙马朱胡郭何林罗高郑梁谢宋唐许",
    given="明华丽强军杰敏静洋勇艳娟涛芳平刚红玲波辉玉建国志伟秀英文斌宇",
    places=tuple("河口 青阳 临江 东山 清源 平川 南桥 海宁 长林 石浦 新河 云溪 白沙 丰泽".split()),
    streets=tuple("人民路 解放路 建设街 文化巷 滨河大道 和平路 中山西路".split()),
    firms=tuple(
        "纺织有限公司 第一中学 人民医院 自来水公司 街道办事处 图书馆 农业农村局 五金店 大酒店 供电公司 农商银行 文化馆".split()
    ),
    papers=tuple("河口日报 青阳晚报 临江周报 清源时报 东山日报".split()),
    labels=tuple("专题 视点 寻访 民生 热线 观察 聚焦 短评 今日谈 文化圈 身边事 记者调查 深度 纪事 人物 读者来信 特别报道".split()),
    briefs=tuple("简讯 短波 国际简讯 本市要闻 一句话新闻 速览 各地动态 经济快递 文化短讯 社区传真 图文速递".split()),
    sections=tuple("要闻 综合 国际 经济 社会 文化 体育 副刊 地方新闻 教育 专版 法治 健康 理论".split()),
    questions=(
        "请介绍一下{}的情况。", "{}有哪些新进展？", "您怎样看{}？", "为什么说{}很重要？", "下一步有什么打算？", "遇到过哪些困难？",
        "群众关心的问题怎样解决？", "{}是怎么开始的？",
    ),
    reporters=("本报记者", "记者", "记者", "本报通讯员", "特约记者", "实习记者", "见习记者"),
    seconds=("通讯员", "实习生", "特约通讯员"),
    openings=("本报讯（{}）", "本报讯 {} ", "本报讯({})", "本报{place}讯（{}）", "本报{place}{day}日讯（{}）", "{}报道："),
    signatures=("（{}）", "{}", "（作者单位：{firm}）", "（{place}　{}）", "（据新华社电）", "{}　文/图"),
    notes=("编者按：", "编者按 ", "【编者按】", "开栏的话：", "编者的话："),
    jumps=("（下转第{page}版）", "下转{page}版▶", "（下转{page}版）"),
    captions=("图为", "", "上图：", "日前，", "▲", "图①："),
    credits=("本报记者　{} 摄", "{} 摄", "记者 {} 摄", "■摄影 {}", "新华社记者{}摄", "（{} 摄）"),
    askers=(("问：", "答："), ("记者：", "{}："), ("记者　", "{}　"), ("●", "○")),
    notices=(
        ("公告|通知|关于停水的公告|重要通告",
         "根据有关规定，经研究决定，自{month}月{day}日起对{street}一带供水管网进行改造，请过往车辆和沿线单位、住户提前做好准备。",
         "如有异议，请在公示期内向{firm}反映。联系电话：{phone}。", "特此公告。"),
        ("拍卖公告|招租公告",
         "受{firm}委托，我公司定于{month}月{day}日上午10时在{street}公开拍卖下列房产，有意竞买者请于拍卖前办理登记手续并交纳保证金。",
         "咨询电话：{phone}　联系人：{}"),
        ("遗失声明|启事", "{firm}遗失营业执照正副本，注册号{number}，声明作废。", "{}遗失身份证，证号尾数{number}，特此声明。"),
        ("招聘启事",
         "{firm}因工作需要，现面向社会公开招聘工作人员若干名，要求大专以上学历，年龄三十五周岁以下，身体健康。",
         "报名时间：{month}月{day}日至月底。", "报名地点：{street}。"),
    ),
    adverts=(
        "地址：{street}", "电话：{phone}　联系人：{surname}先生", "全场八折优惠，欢迎惠顾", "遗失声明：{firm}遗失公章一枚，声明作废。",
        "招聘：业务员{count}名，待遇面议", "出租：{street}临街商铺{number}平方米", "诚招各县市代理商", "{place}特产　送礼佳品",
    ),
    advert_heads=("{firm}盛大开业", "{firm}诚聘英才", "{firm}周年庆典", "{firm}恭祝全市人民新春快乐", "{place}新城　样板间开放"),
    contacts=("热线电话：{phone}", "投稿信箱：{mail}", "联系地址：{street}", "传真：{phone}", "本版邮箱：{mail}"),
    lists=(
        ("获奖名单", ("一等奖：{}、{}", "二等奖：{}、{}、{}", "优秀奖：{}、{}、{}、{}")),
        ("今日看点", ("★{clause}", "★{clause}　{page}版")),
        ("办事须知", ("{n}.{clause}；", "{n}.{clause}。")),
        ("活动安排", ("{month}月{day}日　{clause}", "{month}月{day}日　{firm}")),
    ),
    tables=(
        ("排行榜", "名次 单位 得分"), ("名单公示", "序号 姓名 性别 单位"), ("联系电话", "单位 地址 电话"), ("价格行情", "品名 均价 涨跌"),
    ),
    skies=("晴", "多云", "阴有小雨", "小雪", "雷阵雨转阴"),
    weather_heads=("天气预报", "今明天气"),
    colophons=(
        "本版责编：{}　版式：{}　校对：{}", "社址：{street}　邮编：{number}　电话：{phone}　零售每份一元", "责任编辑 {}　美编 {}",
        "广告热线：{phone}　发行热线：{phone}",
    ),
)

TEST = Words(
    surnames="韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆",
    given="佳怡晨思睿婷雨萌子涵俊欣悦启航春雷冬梅永福桂兰海燕长庚德顺金凤树林",
    places=tuple("安塘 龙泉 宁江 西屏 双溪 乌伦 北港 金沙 湖头 望城 松原 鹿城 古田 枫岭".split()),
    streets=tuple("胜利大街 学府路 环城南路 工农街 望江巷 迎宾大道 兴业路".split()),
    firms=tuple("市政工程处 实验小学 中心卫生院 机械制造厂 社区居委会 博物馆 林业站 百货商场 园林管理所 客运站 水务集团".split()),
    papers=tuple("安塘日报 龙泉晨报 宁江晚刊 北港新闻 金沙导报".split()),
    labels=tuple("关注 说法 回响 基层 记录 走笔 评论 百姓话题 天下 新视野 追踪 一线 口述 见闻 讲述 来论 本期策划".split()),
    briefs=tuple("要闻简报 快讯 环球扫描 新闻集纳 微新闻 资讯 四面八方 财经速递 文苑短笛 街巷消息".split()),
    sections=tuple("时政 都市 天下 财经 民生 人文 竞技 百花 县区 科教 视觉 政法 养生 学习".split()),
    questions=(
        "能谈谈{}吗？", "{}目前到了哪一步？", "外界对{}议论很多，您的看法是什么？", "为何选择这个时候推出？", "今后会有哪些变化？",
        "最难的是什么？", "老百姓能得到什么实惠？", "怎么想到做{}的？",
    ),
    reporters=("本报首席记者", "记者", "全媒体记者", "本报驻地记者", "融媒记者", "本报记者"),
    seconds=("通讯员", "见习生", "摄影记者"),
    openings=("本报讯　（{}）", "（{}）", "本报讯 [{}]", "{place}讯 （{}）", "【本报{place}{month}月{day}日电】（{}）", "{} "),
    signatures=("（{}）", "□{}", "（作者系{firm}职工）", "{}　{place}", "（综合媒体消息）", "（{}　整理）"),
    notes=("按语：", "编后：", "［编者按］", "写在前面　", "栏目主持人语："),
    jumps=("（下转{page}版）", "［下转第{page}版］", "→详见{page}版", "（紧接第{page}版）"),
    captions=("图片说明：", "", "右图为", "本周，", "△", "图一"),
    credits=("首席记者 {} 摄", "{}／摄", "摄影：{}", "（{}　图）", "{}　摄影报道", "通讯员{}供图"),
    askers=(("甲：", "乙："), ("问　", "答　"), ("主持人：", "{}："), ("Q：", "A："), ("■", "□")),
    notices=(
        ("停电通知|施工公告|温馨提示",
         "因线路检修需要，兹定于{month}月{day}日8时至18时对{street}沿线停止供电，给广大用户带来不便，敬请谅解。",
         "检修提前结束时将提前恢复供电，请勿在停电期间触碰线路。服务热线{phone}。"),
        ("招标公告|比选公告",
         "{firm}办公楼修缮工程已经批准建设，现对该项目施工进行公开招标，合格的投标人请于{month}月{day}日前持资质证书到{street}购买文件。",
         "联系人：{}，电话{phone}。"),
        ("注销公告|债权申报公告", "经股东会决议，{firm}拟向登记机关申请注销，请债权人自见报之日起四十五日内申报债权。"),
        ("寻人启事", "{}，男，走失时身穿蓝色上衣，操{place}口音。", "有知其下落者请与{firm}联系，必有重谢。"),
    ),
    adverts=(
        "详询{phone}", "位置：{street}", "凭报立减{number}元", "{firm}转让，有意者请联系{surname}女士", "高薪急招技工{count}人，包吃住",
        "旺铺招租　{street}　{number}平", "品质铸就未来", "名额有限，报满即止", "{place}至{place}班车每日{count}班",
    ),
    advert_heads=("热烈祝贺{firm}落成", "{firm}秋季促销", "{firm}招生简章", "欢迎订阅明年报刊", "{place}人家　现房发售"),
    contacts=("新闻热线　{phone}", "来稿请寄{street}", "邮箱{mail}", "报料电话：{phone}", "编辑部：{street}　{phone}"),
    lists=(
        ("拟表彰对象公示", ("{firm}　{}", "{firm}　{}　{}")),
        ("导读", ("▶{clause}……{page}版", "▶{clause}")),
        ("注意事项", ("（{n}）{clause}", "（{n}）{clause}。")),
        ("本周日程", ("周{n}　{clause}", "周{n}　{firm}开放日")),
    ),
    tables=(
        ("赛程", "场次 主队 客队 比分"), ("公示表", "编号 申请人 住址"), ("票价", "线路 里程 票价"), ("成绩", "考号 姓名 总分 名次"),
    ),
    skies=("阴", "晴到多云", "有阵雨", "大风", "雾转晴"),
    weather_heads=("城市天气", "气象信息"),
    colophons=(
        "责编 {}　组版 {}　审读 {}", "地址：{street}　邮政编码：{number}　总编室：{phone}", "值班编委：{}　编辑：{}　终校：{}",
        "印刷：{firm}　定价：1.50元",
    ),
)
