"""Troubles with the stock at Amazon."""
from .trouble import Trouble

TITLE, CHINESE_TITLE = "Stock at Amazon", "亚马逊的库存"
TROUBLES = [
    Trouble("The Amazon account “%s” has no Amazon Location:"),
    Trouble("“%s” cannot be where your goods at Amazon"),
    Trouble("Amazon does not say which lots or serial"),
    Trouble("Amazon shipped this for another shop, and"),
    Trouble(
        "Amazon reports serial numbers of %(product)s",
        "The serial number left Odoo's stock with another delivery.", "Check the earlier deliveries.",
        "该序列号已随另一次交货离开 Odoo 库存。", "检查之前的交货。",
    ),
    Trouble(
        "%(product)s: Amazon now says that it shipped",
        "Amazon corrected how much it has shipped of its stock.", "Count in Inventory > Operations > Physical Inventory, or keep it as it is.",
        "亚马逊更正了其已发货的数量。", "在“库存 > 作业 > 实物库存”中盘点，或保持现状。",
    ),
]
