"""Troubles with how long buyers' data stay."""
from .trouble import Trouble

TITLE, CHINESE_TITLE = "Personal data", "个人数据"
TROUBLES = [
    Trouble(
        "Keep Personal Data is a number of days: it cannot be negative.",
        "A number below zero was entered.", "Enter a number from 1 to 30; 0 if nothing is ever to be removed.",
        "录入了小于零的数字。", "录入 1 到 30 的数字；如果永不删除，请录入 0。",
    ),
    Trouble("Personal data are kept for %s days at most,"),
    Trouble("Amazon's Data Protection Policy has you"),
    Trouble(
        "From %s on, personal data of buyers are removed",
        "Amazon wants buyers' data gone 30 days after delivery.", "Read the text of the activity. If a law makes you keep them longer, say so on the account before that day.",
        "亚马逊要求在交货 30 天后删除买家数据。", "阅读活动的内容。如果法律要求更久，请在该日期之前在账户上说明。",
    ),
    Trouble("As Amazon's Data Protection Policy wants"),
    Trouble("%s What Amazon sent was removed after a"),
    Trouble(
        "It was not dealt with in time.",
        "The order failed, or nobody answered its question, for a month.", "Use Retry: Amazon is asked again.",
        "订单失败，或一个月内无人回答问题。", "使用“重试”：会重新查询亚马逊。",
    ),
]
