"""Where Odoo and Amazon disagree, and what became of no sales order."""
from .trouble import Trouble

TITLE, CHINESE_TITLE = "What somebody has to decide", "需要有人决定的事项"
TROUBLES = [
    Trouble(
        "Nothing of it is left to do.",
        "Somebody else, or Odoo itself, has dealt with it while you were looking at the list.", "Reload the list.",
        "在您查看列表时，其他人或 Odoo 已处理完毕。", "请重新加载列表。",
    ),
    Trouble(
        "There is nothing to decide here any more. Reload the page.",
        "Somebody else has answered, or Odoo and Amazon agree by now.", "Reload the page.",
        "别人已经回答，或 Odoo 与亚马逊已经一致。", "重新加载页面。",
    ),
    Trouble("Amazon says by now that somebody else bought"),
    Trouble("Amazon has another delivery address by"),
    Trouble("Amazon says something else of the customer"),
    Trouble("Amazon does not learn of this: its buyer"),
    Trouble("Cancel it in Seller Central, too."),
    Trouble("Amazon does not learn of this: the buyer"),
    Trouble("%s Cancel the order in Seller Central; Odoo follows. Or ship it."),
    Trouble("%s belongs to an Amazon order already,"),
    Trouble("Choose the marketplace: Amazon is told of parcels by it."),
    Trouble("Enter the item of Amazon's for each line"),
    Trouble("%(product)s: Amazon was told that %(amazon)s"),
    Trouble(
        "%(product)s: %(odoo)g are delivered in",
        "More was delivered than Amazon has ordered by now.", "Have the goods returned, or keep it as it is.",
        "交付的数量多于亚马逊目前订购的数量。", "创建退货，或保持现状。",
    ),
    Trouble("%(product)s: Odoo is about to deliver more"),
    Trouble("%(product)s: Amazon expects %(amazon)s,"),
    Trouble(
        "All that can come back is planned to come back already.",
        "There is an open return of these goods.", "Look at the deliveries of the sales order.",
        "这些货物已有未完成的退货。", "查看该销售订单的交货。",
    ),
    Trouble(
        "%s is this order, from before: it stays",
        "The sales order names Amazon's number, and has the same goods.", "Nothing.",
        "该销售订单带有亚马逊的编号，且商品相同。", "无需操作。",
    ),
    Trouble("%s has Amazon's number, but it is not clear whether"),
    Trouble("%s has Amazon's number, but it is not clear which"),
    Trouble(
        "Odoo cannot compare the sales order with Amazon's. %s",
        "What Amazon sent cannot be read; the words behind the sentence say why.", "Compare with the order in Seller Central by hand, then keep it as it is.",
        "亚马逊发送的内容无法读取；句子后面说明原因。", "请手动与卖家平台中的订单比较，然后保持现状。",
    ),
    Trouble(
        "Total: %(amazon)s on Amazon, %(odoo)s in Odoo.",
        "Amazon changed an amount that Odoo cannot follow, or somebody changed the sales order.", "Make It as on Amazon, if Amazon is right; Keep It as It Is, if you are.",
        "亚马逊更改了 Odoo 无法跟随的金额，或有人更改了销售订单。", "如果亚马逊正确，使用“与亚马逊一致”；如果您正确，则使用“保持现状”。",
    ),
    Trouble(
        "Total without the tax that Amazon collects:",
        "The same, of an order of which Amazon collects and remits tax: that is no part of the sales order.", "Make It as on Amazon, if Amazon is right; Keep It as It Is, if you are.",
        "同上，但该订单由亚马逊代收代缴税款：这部分税款不计入销售订单。", "如果亚马逊正确，使用“与亚马逊一致”；如果您正确，则使用“保持现状”。",
    ),
    Trouble("Amazon does not charge for this, it was added in Odoo:"),
    Trouble("Amazon does not charge for this, it was added in Odoo,"),
    Trouble(
        "%(product)s: %(amazon)s ordered on Amazon, %(odoo)g in Odoo.",
        "The quantity was changed in Odoo, or was delivered or invoiced before Amazon changed it.", "Make It as on Amazon, if Amazon is right; Keep It as It Is, if you are.",
        "数量在 Odoo 中被更改，或在亚马逊更改之前已交货或开票。", "如果亚马逊正确，使用“与亚马逊一致”；如果您正确，则使用“保持现状”。",
    ),
    Trouble("%(product)s: %(invoiced)g are invoiced,"),
    Trouble("Part of it was shipped before Odoo knew"),
    Trouble(
        "Amazon has not released the order yet;",
        "It is not paid for yet, for example.", "Nothing: it comes by itself.",
        "例如尚未付款。", "无需操作：会自动导入。",
    ),
    Trouble(
        "Amazon has not shipped anything of it yet;",
        "Orders that Amazon ships are imported when it has.", "Nothing: it comes by itself.",
        "由亚马逊配送的订单在其发货后才会导入。", "无需操作：会自动导入。",
    ),
    Trouble(
        "It is shipped already: no sales order is made of it.",
        "It was shipped before Odoo knew it.", "Nothing. If you need it in Odoo, enter it by hand, and use Link Sales Order.",
        "在 Odoo 知道它之前就已发货。", "无需操作。如果需要在 Odoo 中有它，请手动录入并使用“关联销售订单”。",
    ),
    Trouble(
        "It is canceled: no sales order is made of it.",
        "It was canceled before it was imported.", "Nothing.",
        "在导入之前已取消。", "无需操作。",
    ),
    Trouble(
        "Amazon cannot fulfil the order.",
        "Amazon has none of it left, for example.", "Look at it in Seller Central.",
        "例如亚马逊没有库存。", "在卖家平台中查看。",
    ),
    Trouble("Amazon says that it cannot be fulfilled."),
    Trouble(
        "Its status on Amazon is not known here.",
        "Amazon has a status that is newer than the connector.", "Look at it in Seller Central, and update the connector.",
        "亚马逊有一个比连接器更新的状态。", "在卖家平台中查看，并更新连接器。",
    ),
    Trouble(
        "Another shop sold it, and Amazon does not ship it.",
        "It is not an order of Amazon's, and Amazon does not ship it.", "Nothing.",
        "这不是亚马逊的订单，也不由亚马逊配送。", "无需操作。",
    ),
    Trouble(
        "Another shop sold it, so there is no sales",
        "It is an order of Multi-Channel Fulfillment.", "Nothing: the stock follows by itself.",
        "这是多渠道配送的订单。", "无需操作：库存会自动跟随。",
    ),
    Trouble(
        "Amazon has taken the order back: nothing",
        "Amazon holds the order again, for its payment for example.", "Do not ship it. It goes on by itself when Amazon releases it.",
        "亚马逊再次暂扣该订单，例如因为付款。", "不要发货。亚马逊放行后会自动继续。",
    ),
    Trouble("It is a quotation in Odoo, but sold on"),
    Trouble("It is a quotation in Odoo, but Amazon says"),
    Trouble("The sales order is canceled in Odoo, but Amazon still"),
    Trouble(
        "The sales order is canceled in Odoo, but Amazon says",
        "Somebody shipped it, or told Amazon so.", "If the goods have left, set the sales order to quotation, confirm it and validate its delivery; if not, see to it in Seller Central.",
        "有人已发货，或通知了亚马逊。", "如果货物已发出，请把销售订单设为报价单，确认并验证其交货；如果没有，请在卖家平台中处理。",
    ),
    Trouble(
        "Amazon canceled the order after goods were",
        "The goods had left, or the invoice was posted, before Amazon canceled.", "Have the goods returned and credit the invoice, or keep it as it is.",
        "亚马逊取消之前，货物已发出或发票已过账。", "创建退货和退款通知，或保持现状。",
    ),
]
