"""Troubles on the way to a linked account."""
from .trouble import Trouble

TITLE, CHINESE_TITLE = "Linking with Amazon", "链接亚马逊"
TROUBLES = [
    Trouble("%s has no public application. For one of"),
    Trouble("The application ID, the client ID and the"),
    Trouble("Amazon comes back only to an address that"),
    Trouble("This consent was not asked for here, or"),
    Trouble(
        "This did not come from Amazon's consent",
        "The address was changed on the way, or somebody sent you a link.", "Begin again on the account; follow no link that somebody sent you.",
        "地址在途中被更改，或有人给您发了链接。", "在账户上重新开始；不要打开别人发来的链接。",
    ),
    Trouble("Odoo does not know for which account. Open"),
    Trouble("On Amazon's page, another seller has agreed"),
    Trouble("Amazon has the application as a draft:"),
    Trouble("Enter both addresses that the account shows"),
    Trouble("The OAuth Redirect URI in Seller Central"),
    Trouble("Sign out of Seller Central, sign in as"),
    Trouble("The address was damaged on the way: begin again on the account."),
    Trouble(
        "You did not agree on Amazon's page. Nothing was linked.",
        "Cancel was clicked on Amazon's page.", "Click on Link with Amazon again, and agree.",
        "在亚马逊页面上点击了取消。", "再次点击“链接亚马逊”，并同意授权。",
    ),
    Trouble("Amazon's page ended with an error. Nothing"),
    Trouble(
        "Please copy it once more",
        "What was pasted cannot be what the field asks for.", "Do what the text below says.",
        "粘贴的内容不可能是该字段所要求的。", "按下面的文字去做。",
    ),
    Trouble(
        "This is the client ID.",
        "It was pasted into another field than its own.", "Paste it into the field Client ID; where the right value is, the sentence says next.",
        "它被粘贴到了别的字段。", "请粘贴到“客户端 ID”字段；后面的句子说明正确的值在哪里。",
    ),
    Trouble(
        "This is the client secret.",
        "It was pasted into another field than its own.", "Paste it into the field Client Secret.",
        "它被粘贴到了别的字段。", "请粘贴到“客户端密钥”字段。",
    ),
    Trouble(
        "This is the refresh token.",
        "It was pasted into another field than its own.", "Paste it into the field Refresh Token.",
        "它被粘贴到了别的字段。", "请粘贴到“刷新令牌”字段。",
    ),
    Trouble(
        "This looks like the merchant token.",
        "It was pasted into another field than its own.", "Paste it into the field Merchant Token.",
        "它被粘贴到了别的字段。", "请粘贴到“卖家记号”字段。",
    ),
    Trouble("This is the application ID; the client ID is one line below it."),
    Trouble(
        "This is an access token, which is good for an hour only.",
        "Tools show it beside the refresh token.", "Copy the refresh token: it begins with Atzr|.",
        "工具会把它显示在刷新令牌旁边。", "请复制刷新令牌：它以 Atzr| 开头。",
    ),
    Trouble(
        "This is a token of MWS, Amazon's former interface.",
        "MWS was switched off.", "Authorise the application in Seller Central (Develop Apps), and paste its refresh token.",
        "MWS 已停用。", "在卖家平台（Develop Apps）中授权应用程序，并粘贴其刷新令牌。",
    ),
    Trouble(
        "This is a key of Amazon Web Services, which",
        "Older guides ask for it.", "Leave it out. Paste what the field asks for.",
        "旧教程会要求它。", "不需要它。请粘贴该字段所要求的内容。",
    ),
    Trouble(
        "This is a role of Amazon Web Services,",
        "Older guides ask for it.", "Leave it out. Paste what the field asks for.",
        "旧教程会要求它。", "不需要它。请粘贴该字段所要求的内容。",
    ),
    Trouble(
        "This is your developer ID.",
        "It is on the same page of Seller Central.", "Copy what the next sentence names.",
        "它在卖家平台的同一页面上。", "请复制后一句所说的内容。",
    ),
    Trouble(
        "This is the ID of a marketplace, and not who you are.",
        "Both are words of letters and digits that begin with A.", "Copy the Merchant Token: Settings, Account Info.",
        "两者都是以 A 开头的字母数字。", "请复制卖家记号：“设置 > 账户信息”。",
    ),
    Trouble(
        "A part of it is missing, or something else was copied with it.",
        "Not all was selected when it was copied, or a line break came with it.", "Copy it once more with the button beside it in Seller Central.",
        "复制时没有全部选中，或带上了换行。", "请用卖家平台中旁边的按钮重新复制。",
    ),
    Trouble(
        "These are two of them.",
        "It was pasted twice, or two values were copied together.", "Empty the field, and paste one.",
        "粘贴了两次，或一起复制了两个值。", "清空该字段，只粘贴一个。",
    ),
    Trouble(
        "A merchant token is one word of letters and digits.",
        "Something else was copied.", "Copy it from Seller Central: Settings, Account Info, Merchant Token.",
        "复制了别的内容。", "从卖家平台复制：“设置 > 账户信息 > 卖家记号”。",
    ),
    Trouble(
        "Missing: %s. What that costs is on the tab What Works.",
        "Amazon has not given the application some roles.", "The tab What Works says for each what you cannot do without it, and what to do.",
        "亚马逊没有授予应用程序某些角色。", "“可用功能”选项卡说明缺少每一项会有什么影响，以及该怎么做。",
    ),
    Trouble("Amazon does not know this client ID and"),
    Trouble("Amazon knows the application, but does"),
    Trouble("Amazon refuses the refresh token: it was"),
    Trouble("Amazon does not take the code of its consent"),
    Trouble("The credentials are good, but Amazon denies"),
    Trouble("Amazon says that the client secret has"),
    Trouble("Amazon denies access to this alone: the"),
    Trouble("The credentials are good, but Amazon does"),
    Trouble(
        "Replace the client secret of %s",
        "Amazon lets a client secret expire after 180 days.", "Make a new one in Seller Central (Develop Apps), then click on Replace Secret on the account.",
        "亚马逊的客户端密钥 180 天后过期。", "在卖家平台（Develop Apps）中生成新密钥，然后在账户上点击“更换密钥”。",
    ),
    Trouble(
        "The client secret expires on %(date)s (days left: %(days)s).",
        "Amazon lets a client secret expire after 180 days.", "Make a new one in Seller Central (Develop Apps), then click on Replace Secret on the account.",
        "亚马逊的客户端密钥 180 天后过期。", "在卖家平台（Develop Apps）中生成新密钥，然后在账户上点击“更换密钥”。",
    ),
    Trouble(
        "The client secret expired on %(date)s.",
        "Amazon lets a client secret expire after 180 days.", "Make a new one in Seller Central (Develop Apps), then click on Replace Secret on the account.",
        "亚马逊的客户端密钥 180 天后过期。", "在卖家平台（Develop Apps）中生成新密钥，然后在账户上点击“更换密钥”。",
    ),
    Trouble("Make a new one in Seller Central (Develop"),
    Trouble(
        "Enter the new secret.",
        "The field is empty.", "Copy the new secret from Seller Central (Develop Apps, View).",
        "该字段为空。", "从卖家平台（Develop Apps，View）复制新密钥。",
    ),
    Trouble(
        "This is the secret that is in use already.",
        "The old one was pasted.", "Copy the new one from Seller Central (Develop Apps, View).",
        "粘贴的是旧密钥。", "从卖家平台（Develop Apps，View）复制新密钥。",
    ),
    Trouble(
        "The new secret was tried, and the old one stays in use. %s",
        "Amazon does not accept the new one; what it says is behind the sentence. It may take an hour to know it.", "Copy it again, or wait an hour and try again.",
        "亚马逊不接受新密钥；句子后面是它的说法。亚马逊可能需要一小时才能识别新密钥。", "重新复制，或等一小时后再试。",
    ),
]
