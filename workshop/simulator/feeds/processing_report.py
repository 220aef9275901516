"""What Amazon answers to a feed, message by message.

See https://developer-docs.amazon.com/sp-api/docs/feeds-api-v2021-06-30-use-case-guide.
"""
from dataclasses import dataclass, field
from xml.etree import ElementTree

_XSI = 'http://www.w3.org/2001/XMLSchema-instance'
ElementTree.register_namespace('xsi', _XSI)


@dataclass
class Result:
    """What there is to say about a message; message 0 stands for the whole feed."""

    message_id: int
    message_code: int
    description: str
    code: str = 'Error'
    order_id: str | None = None
    order_item_id: str | None = None


@dataclass
class ProcessingReport:
    """The numbers of messages, and results for those that have an error or a warning.

    A message without a result has succeeded.
    """

    seller_id: str
    transaction_id: str
    status_code: str = 'Complete'
    content_type = 'text/xml; charset=UTF-8'
    processed: int = 0
    successful: int = 0
    with_error: int = 0
    with_warning: int = 0
    results: list = field(default_factory=list)

    def count(self, results):
        """Count a message, and keep what there is to say about it.

        :param list[Result] results: Its results.
        """
        codes = {result.code for result in results}
        self.processed += 1
        self.successful += 'Error' not in codes
        self.with_error += 'Error' in codes
        self.with_warning += 'Warning' in codes
        self.results += results

    def refuse_all(self, result):
        """Say that nothing of the feed was read.

        :param Result result: Why.
        """
        self.with_error = 1
        self.results.append(result)

    def content(self):
        """Return the report as Amazon's XML.

        :rtype: bytes
        """
        envelope = ElementTree.Element('AmazonEnvelope', {
            f'{{{_XSI}}}noNamespaceSchemaLocation': 'amzn-envelope.xsd'})
        header = ElementTree.SubElement(envelope, 'Header')
        _add(header, DocumentVersion='1.02', MerchantIdentifier=self.seller_id)
        _add(envelope, MessageType='ProcessingReport')
        message = ElementTree.SubElement(envelope, 'Message')
        _add(message, MessageID=1)
        report = ElementTree.SubElement(message, 'ProcessingReport')
        _add(report, DocumentTransactionID=self.transaction_id, StatusCode=self.status_code)
        summary = ElementTree.SubElement(report, 'ProcessingSummary')
        _add(
            summary, MessagesProcessed=self.processed, MessagesSuccessful=self.successful,
            MessagesWithError=self.with_error, MessagesWithWarning=self.with_warning)
        for result in self.results:
            _add_result(report, result)
        ElementTree.indent(envelope)
        return ElementTree.tostring(envelope, encoding='UTF-8', xml_declaration=True)


def _add_result(report, result):
    element = ElementTree.SubElement(report, 'Result')
    _add(
        element, MessageID=result.message_id, ResultCode=result.code,
        ResultMessageCode=result.message_code, ResultDescription=result.description)
    if result.order_id:
        info = ElementTree.SubElement(element, 'AdditionalInfo')
        _add(info, AmazonOrderID=result.order_id)
        if result.order_item_id:
            _add(info, AmazonOrderItemCode=result.order_item_id)


def _add(parent, **texts):
    for name, text in texts.items():
        ElementTree.SubElement(parent, name).text = str(text)
