"""Troubles of the account, and of Odoo itself."""
from .trouble import Trouble

TITLE, CHINESE_TITLE = "The account, and Odoo itself", "账户与 Odoo 本身"
TROUBLES = [
    Trouble("%s is being synchronized at this very moment."),
    Trouble("Others are changing the same records as"),
    Trouble("Odoo's database or server could not go"),
    Trouble(
        "A value is missing: %s.",
        "A field that the database requires is empty.", "Fill in the field that is named, then save again.",
        "数据库要求的某个字段为空。", "填写所提到的字段，然后重新保存。",
    ),
    Trouble(
        "The database refuses one of the values.",
        "A value is too long, or is not allowed by the database.", "Look at what you entered last. If it came by itself, the server log has the details.",
        "某个值过长，或数据库不允许。", "检查您最后录入的内容。如果它是自动产生的，详情见服务器日志。",
    ),
    Trouble("%(marketplaces)s: synchronized by %(account)s"),
    Trouble("There are sales orders or customers of"),
    Trouble(
        "Only a system administrator may fill in the field %s.",
        "The field holds a secret, or decides where secrets are sent.", "Ask a system administrator.",
        "该字段保存密钥，或决定密钥发送到何处。", "请联系系统管理员。",
    ),
    Trouble("%s is archived. Unarchive it first."),
    Trouble("%s is not linked with Amazon. An Amazon"),
    Trouble(
        "The seller takes part in no marketplace that is known here.",
        "Amazon says of no marketplace that the seller may sell there, or only of one that Odoo does not know.", "See in Seller Central where you may sell. A new marketplace can be added under Sales > Amazon > Marketplaces, in developer mode.",
        "亚马逊未表明卖家可在任何市场销售，或者该市场 Odoo 不认识。", "在卖家平台中查看您可在哪里销售。在开发者模式下，可在“销售 > 亚马逊 > 市场”中添加新市场。",
    ),
    Trouble("This is not an address that secrets may"),
    Trouble("The client ID, the client secret and the"),
    Trouble("This database is a neutralised copy: it"),
    Trouble(
        "%(explanation)s Amazon says: “%(words)s”",
        "The first part is what it means, the last part Amazon's own words.", "Do what the first part says.",
        "前半部分是含义，后半部分是亚马逊的原话。", "按前半部分所说的去做。",
    ),
    Trouble(
        "Amazon's limit of calls is used up; the",
        "Amazon lets each seller ask only so often.", "Nothing: it goes on by itself at that time.",
        "亚马逊限制每个卖家的查询次数。", "无需操作：到时会自动继续。",
    ),
    Trouble("Amazon cannot be reached, or does not answer"),
    Trouble(
        "Amazon did not give an answer that can be used: %s",
        "Amazon answered, but not with what was asked for. The words behind the sentence say what.", "Try again in some minutes. If it stays so, look at the same thing in Seller Central.",
        "亚马逊有答复，但并非所要求的内容。句子后面的文字说明了具体情况。", "几分钟后重试。如果仍然如此，请在卖家平台中查看同一内容。",
    ),
    Trouble("The warehouse “%s” is archived. Choose"),
    Trouble(
        "This database, “%(now)s”, is a copy of",
        "Odoo notices that the database has another name than before.", "Say on the account whether this one works with Amazon from now on.",
        "Odoo 发现数据库的名称与之前不同。", "在账户上说明今后是否由这个数据库与亚马逊通信。",
    ),
    Trouble(
        "This database, “%s”, is a copy of one on",
        "Odoo notices that the database is on another server than before.", "Say on the account whether this one works with Amazon from now on.",
        "Odoo 发现数据库位于与之前不同的服务器上。", "在账户上说明今后是否由这个数据库与亚马逊通信。",
    ),
    Trouble("%s Only one may work with Amazon, or buyers"),
    Trouble(
        "Amazon is asked again at %(time)s; all",
        "Amazon refused something for now.", "Nothing, as long as nothing else is said.",
        "亚马逊暂时拒绝了某项请求。", "只要没有其他提示，就无需操作。",
    ),
    Trouble(
        "Link %s with Amazon again",
        "Amazon does not accept the credentials of the account any more.", "A system administrator opens the account and clicks on Link with Amazon. What is wrong is said there.",
        "亚马逊不再接受该账户的凭证。", "系统管理员打开账户并点击“链接亚马逊”。那里会说明问题所在。",
    ),
    Trouble("There is already a marketplace with this Marketplace ID."),
    Trouble("%(marketplace)s is synchronized by %(accounts)s."),
    Trouble(
        "Orders of %s were not read",
        "The marketplace was archived, but is on the list of synchronized ones.", "Import Older Orders brings those that were missed. If you do not sell there, take it off the list.",
        "该市场已归档，但仍在同步列表中。", "“导入较早的订单”可补回遗漏的订单。如果不在那里销售，请将其从列表中移除。",
    ),
    Trouble("%s was archived, so its orders were not"),
    Trouble("There is already a line for this marketplace."),
    Trouble("%(marketplace)s sells in %(currency)s."),
    Trouble(
        "It is archived: nothing is read or told.",
        "Somebody archived the account.", "Unarchive it, if you still sell with it.",
        "有人归档了该账户。", "如果仍用它销售，请取消归档。",
    ),
    Trouble("Not linked with Amazon yet. A system administrator"),
    Trouble(
        "Which database works with Amazon has to be answered first.",
        "The database was copied or moved. Two that work with Amazon would tell buyers twice.", "An Amazon administrator opens the account and answers the question.",
        "数据库被复制或迁移。如果两个数据库都与亚马逊通信，买家会收到两次通知。", "亚马逊管理员打开账户并回答问题。",
    ),
    Trouble(
        "The link with Amazon is broken: nothing is read or told.",
        "Amazon does not accept the credentials of the account any more; the sentence below it says why.", "A system administrator opens the account and clicks on Link with Amazon.",
        "亚马逊不再接受该账户的凭证；下面的句子说明原因。", "系统管理员打开账户并点击“链接亚马逊”。",
    ),
    Trouble("The scheduled action “%s” is switched off."),
    Trouble(
        "The database had not enough time or memory for it.",
        "The server is overloaded, or its limits are low.", "Wait: it is tried again by itself. If it stays so, have more memory or time given to PostgreSQL.",
        "服务器负载过高，或其限制过低。", "等待：会自动重试。如果仍然如此，请让管理员为 PostgreSQL 增加内存或时间。",
    ),
    Trouble(
        "There is an error in Odoo, or in one of",
        "Odoo or another module failed while it worked on this one document. All others go on.", "Use Retry once. If it stays so, give the server log to who looks after the server; the line names the document.",
        "Odoo 或其他模块在处理这一单据时出错，其他单据照常进行。", "先使用一次“重试”。如果仍然如此，请把服务器日志交给服务器管理员，日志行中有该单据的编号。",
    ),
    Trouble(
        "%(record)s: the field “%(field)s” is required, and is empty.",
        "Another module, or somebody with Studio, made the field required.", "Give the field a default value, or make it optional; then use Retry.",
        "其他模块或某人把该字段设为必填。", "为该字段设置默认值，或将其改为可选；然后使用“重试”。",
    ),
    Trouble(
        "%s: something that it refers to was deleted.",
        "Somebody deleted a record, a product or a journal for example, that this one needs.", "Choose another one in its place, then use Retry.",
        "有人删除了它所需要的记录，例如产品或日记账。", "另选一个代替，然后使用“重试”。",
    ),
    Trouble(
        "“%s”, a rule of the database, forbids it.",
        "A module has a rule that this document breaks.", "Ask who installed the module; then use Retry.",
        "某个模块的规则不允许这张单据。", "询问安装该模块的人；然后使用“重试”。",
    ),
]
