"""What is said before the connector is uninstalled."""
from .trouble import Trouble

TITLE, CHINESE_TITLE = "Uninstalling", "卸载"
TROUBLES = [
    Trouble(
        "What is lost with Amazon Connector",
        "You are about to uninstall it.", "Read the list before you confirm.",
        "您即将卸载它。", "确认之前请阅读列表。",
    ),
    Trouble(
        "What is no longer done",
        "You are about to uninstall it.", "Read the list before you confirm.",
        "您即将卸载它。", "确认之前请阅读列表。",
    ),
    Trouble(
        "Accounts with their credentials: %s.",
        "They are deleted with the connector.", "Nothing. To link again, you need the credentials of Seller Central.",
        "它们会随连接器一起删除。", "无需操作。再次链接时，需要卖家平台中的凭证。",
    ),
    Trouble("Amazon is not told any more of parcels"),
    Trouble("Amazon is not told of deliveries that are"),
    Trouble(
        "What Amazon said of %s sales orders: all",
        "They are fields of the connector.", "Nothing. Sales orders themselves stay.",
        "它们是连接器的字段。", "无需操作。销售订单本身会保留。",
    ),
    Trouble("Orders that failed or that are asked about:"),
    Trouble("SKUs that were paired with a product of"),
    Trouble(
        "Odoo may write e-mails to buyers again,",
        "The connector keeps Odoo from it.", "Switch off e-mails of sales orders and deliveries before, or take the addresses off the contacts.",
        "连接器阻止了 Odoo 发送邮件。", "请先关闭销售订单和交货的邮件，或从联系人中去掉地址。",
    ),
    Trouble("Buyers of whom Odoo still has personal"),
]
