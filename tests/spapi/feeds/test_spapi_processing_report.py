import gzip
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from odoo.tests import BaseCase, tagged

from ....spapi import Fate, MalformedReport, ProcessingReport

ACCEPTED = Fate('accepted')
UNKNOWN = Fate('unknown')


def result(message_id, code='Error', number='18028', description="The data is not valid."):
    return (
        f'<Result><MessageID>{message_id}</MessageID><ResultCode>{code}</ResultCode>'
        f'<ResultMessageCode>{number}</ResultMessageCode>'
        f'<ResultDescription>{description}</ResultDescription></Result>'
    )


def summary(processed, successful, with_error, with_warning=0):
    return (
        f'<ProcessingSummary><MessagesProcessed>{processed}</MessagesProcessed>'
        f'<MessagesSuccessful>{successful}</MessagesSuccessful>'
        f'<MessagesWithError>{with_error}</MessagesWithError>'
        f'<MessagesWithWarning>{with_warning}</MessagesWithWarning></ProcessingSummary>'
    )


ALL_SUCCESSFUL = summary(3, 3, 0)


def report(*results, summary=ALL_SUCCESSFUL, status='<StatusCode>Complete</StatusCode>'):
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<AmazonEnvelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" '
        'xsi:noNamespaceSchemaLocation="amzn-envelope.xsd">'
        '<Header><DocumentVersion>1.02</DocumentVersion>'
        '<MerchantIdentifier>ASIMULATOR1</MerchantIdentifier></Header>'
        '<MessageType>ProcessingReport</MessageType>'
        '<Message><MessageID>1</MessageID><ProcessingReport>'
        f'<DocumentTransactionID>50039018869</DocumentTransactionID>{status}{summary}'
        f'{"".join(results)}</ProcessingReport></Message></AmazonEnvelope>'
    ).encode()


@tagged('-at_install', 'post_install')
class TestProcessingReport(BaseCase):

    def fates(self, *results, count=3, **parts):
        return ProcessingReport.from_xml(report(*results, **parts)).fates(count)

    def states(self, *results, **parts):
        return [fate.state for fate in self.fates(*results, **parts)]

    def assert_malformed(self, content, reason=''):
        with self.assertRaisesRegex(MalformedReport, reason) as caught:
            ProcessingReport.from_xml(content)
        self.assertIsNone(caught.exception.__cause__)
        self.assertTrue(caught.exception.reason)

    # === WHAT BECAME OF EACH MESSAGE === #

    def test_silence_is_success(self):
        self.assertEqual(self.fates(), [ACCEPTED] * 3)

    def test_error_rejects_its_message_alone(self):
        fates = self.fates(result(2), summary=summary(3, 2, 1))
        rejected = Fate('rejected', ("The data is not valid. (18028)",))
        self.assertEqual(fates, [ACCEPTED, rejected, ACCEPTED])

    def test_all_rejected(self):
        self.assertEqual(
            self.states(result(1), result(2), result(3), summary=summary(3, 0, 3)),
            ['rejected'] * 3,
        )

    def test_several_errors_of_a_message_count_once(self):
        fates = self.fates(
            result(2, description="Once."), result(2, 'Warning', '5', "Odd."),
            result(2, description="Twice."), result(2, description="Once."),
            summary=summary(3, 2, 1, 1),
        )
        self.assertEqual(
            fates[1], Fate('rejected', ("Once. (18028)", "Twice. (18028)", "Odd. (5)"))
        )
        self.assertEqual(fates[::2], [ACCEPTED] * 2)

    def test_warnings_are_kept_and_do_no_harm(self):
        fates = self.fates(result(3, 'Warning', '99', "Odd number."), summary=summary(3, 3, 0, 1))
        self.assertEqual(
            fates, [ACCEPTED, ACCEPTED, Fate('accepted', ("Odd number. (99)",))]
        )

    def test_general_warning_does_no_harm(self):
        self.assertEqual(self.fates(result(0, 'Warning')), [ACCEPTED] * 3)

    def test_error_of_the_whole_feed_leaves_the_others_unknown(self):
        for successful, with_error in ((3, 0), (2, 1), (0, 3), (0, 0)):
            with self.subTest(successful=successful, with_error=with_error):
                fates = self.fates(
                    result(2), result(0, number='90215', description="Did not process."),
                    summary=summary(3, successful, with_error),
                )
                unknown = Fate('unknown', ("Did not process. (90215)",))
                self.assertEqual(fates[::2], [unknown] * 2)
                self.assertEqual(fates[1].state, 'rejected')
                self.assertEqual(fates[1].messages, ("The data is not valid. (18028)",))

    def test_error_of_an_unknown_message_leaves_all_unknown(self):
        for message_id in ('4', '99999999999', '-1', '', '1.5', 'one'):
            with self.subTest(message_id):
                fates = self.fates(result(message_id), summary=summary(3, 2, 1))
                self.assertEqual(
                    fates, [Fate('unknown', ("The data is not valid. (18028)",))] * 3
                )

    def test_error_without_a_message_leaves_all_unknown(self):
        error = result('x').replace('<MessageID>x</MessageID>', '')
        self.assertEqual(self.states(error, summary=summary(3, 2, 1)), ['unknown'] * 3)

    def test_only_some_of_the_errors_are_named(self):
        self.assertEqual(
            self.states(result(1), result(2), result(3), count=10, summary=summary(10, 5, 5)),
            ['rejected'] * 3 + ['unknown'] * 7,
        )

    def test_none_of_the_errors_is_named(self):
        self.assertEqual(self.fates(summary=summary(3, 0, 3)), [UNKNOWN] * 3)

    def test_more_errors_are_named_than_counted(self):
        self.assertEqual(
            self.states(result(1), result(2), summary=summary(3, 2, 1)),
            ['rejected', 'rejected', 'unknown'],
        )

    def test_numbers_that_do_not_add_up_leave_all_unknown(self):
        for numbers in ((3, 0, 0), (3, 2, 0), (3, 4, 0), (2, 2, 0), (4, 4, 0), (0, 0, 0)):
            with self.subTest(numbers):
                self.assertEqual(self.fates(summary=summary(*numbers)), [UNKNOWN] * 3)

    def test_report_of_another_feed_leaves_all_unknown(self):
        self.assertEqual(self.fates(count=2), [UNKNOWN] * 2)

    def test_incomplete_report_leaves_all_unknown(self):
        for word in ('Processing', 'Rejected', 'complete', 'Done'):
            with self.subTest(word):
                status = f'<StatusCode>{word}</StatusCode>'
                self.assertEqual(self.fates(status=status), [UNKNOWN] * 3)

    def test_report_without_a_summary_leaves_all_unknown(self):
        self.assertEqual(self.states(result(2), summary=''), ['unknown', 'rejected', 'unknown'])

    def test_unknown_kind_of_result_is_an_error(self):
        for code in ('Fatal', 'error', 'warning', ''):
            with self.subTest(code):
                self.assertEqual(
                    self.states(result(2, code), summary=summary(3, 2, 1)),
                    ['accepted', 'rejected', 'accepted'],
                )

    # === AMAZON'S WORDS === #

    def test_words_are_one_short_line(self):
        long = "Too\n long&#9; &lt;b&gt; " + 'x' * 9999
        [fate, *_others] = self.fates(result(1, description=long), summary=summary(3, 2, 1))
        [text] = fate.messages
        self.assertTrue(text.startswith("Too long <b> x"), text[:50])
        self.assertTrue(text.endswith("x (18028)"))
        self.assertLess(len(text), 600)

    def test_words_are_not_too_many(self):
        results = [result(1, description=f"Error {number}.") for number in range(1000)]
        [fate, *_others] = self.fates(*results, summary=summary(3, 2, 1))
        self.assertEqual(fate.messages[0], "Error 0. (18028)")
        self.assertLess(len(fate.messages), 20)

    def test_missing_words(self):
        bare = '<Result><MessageID>1</MessageID><ResultCode>Error</ResultCode></Result>'
        [fate, *_others] = self.fates(bare, summary=summary(3, 2, 1))
        self.assertEqual(fate, Fate('rejected', ("Amazon gives no reason.",)))

    def test_words_in_the_documents_encoding(self):
        text = report(result(1, description="配送業者コード"), summary=summary(3, 2, 1)).decode()
        for encoding in ('utf-8', 'utf-8-sig', 'utf-16', 'shift_jis'):
            with self.subTest(encoding):
                declared = encoding.removesuffix('-sig').upper()
                content = text.replace('UTF-8', declared, 1).encode(encoding)
                [fate, *_others] = ProcessingReport.from_xml(content).fates(3)
                self.assertEqual(fate.messages, ("配送業者コード (18028)",))

    # === WHAT IS NO REPORT === #

    def test_what_is_not_xml(self):
        for content in (
            b'', b' ', b'null', b'{"errors": []}', report()[:-20], gzip.compress(report()),
            b'\xff\xfe\x00', report().replace(b'UTF-8', b'UTF-99'), report() + report(),
            report().replace(b'Complete', b'Compl\x00ete'), report().replace(b'Complete', b'\xe4'),
            b'<a>' * 100_000, b'<a>&undefined;</a>',
        ):
            with self.subTest(content[:20]):
                self.assert_malformed(content, "not XML")

    def test_other_xml(self):
        for content in (
            b'<Error><Code>AccessDenied</Code><Message>Request has expired</Message></Error>',
            b'<html><body/></html>',
            b'<AmazonEnvelope/>',
            report().replace(b'ProcessingReport>', b'OrderReport>'),
            report().replace(b'AmazonEnvelope', b'Envelope'),
            report().replace(b'</ProcessingReport>', b'</ProcessingReport><ProcessingReport/>'),
        ):
            with self.subTest(content[:40]):
                self.assert_malformed(content, "not a processing report")

    def test_missing_parts(self):
        self.assert_malformed(report(status=''), "status is missing")
        self.assert_malformed(report(status='<StatusCode> </StatusCode>'), "status is missing")
        for name in ('MessagesProcessed', 'MessagesSuccessful', 'MessagesWithError'):
            with self.subTest(name):
                other = summary(3, 3, 0).replace(name, 'Other')
                self.assert_malformed(report(summary=other), "number of .* is missing")

    def test_numbers_that_are_none(self):
        for number in ('three', '-3', '3.0', '٣', '9' * 5000, '3 3', '0x3'):
            with self.subTest(number[:9]):
                self.assert_malformed(report(summary=summary(number, 3, 0)), "not a number")

    def test_entities_are_not_followed(self):
        with TemporaryDirectory() as folder:
            secret = Path(folder, 'secret')
            secret.write_text("3")
            for definition in (f'SYSTEM "{secret.as_uri()}"', '"3"'):
                with self.subTest(definition):
                    self.assert_malformed(with_document_type(
                        f'<!DOCTYPE AmazonEnvelope [<!ENTITY three {definition}>]>',
                        report(summary=summary('&three;', 3, 0)),
                    ), "document type")

    def test_document_types_are_not_loaded(self):
        self.assert_malformed(with_document_type(
            '<!DOCTYPE AmazonEnvelope SYSTEM "file:///nowhere.dtd">', report()
        ), "document type")

    def test_billion_laughs(self):
        laughs = ''.join(
            f'<!ENTITY lol{level + 1} "{f"&lol{level};" * 10}">' for level in range(9)
        )
        for summary_, status in (
            (summary('&lol9;', 3, 0), 'Complete'), (summary(3, 3, 0), '&lol9;'),
        ):
            self.assert_malformed(with_document_type(
                f'<!DOCTYPE AmazonEnvelope [<!ENTITY lol0 "lol">{laughs}]>',
                report(summary=summary_, status=f'<StatusCode>{status}</StatusCode>'),
            ))

    def test_gigantic_text(self):
        [fate, *_others] = self.fates(
            result(1, description='x ' * 4_000_000), summary=summary(3, 2, 1)
        )
        self.assertLess(len(fate.messages[0]), 600)

    def test_many_words_on_the_whole_feed_take_no_long_time(self):
        results = [result(0, description=f'words {number}') for number in range(20_000)]
        parsed = ProcessingReport.from_xml(report(*results, summary=summary(5000, 0, 20_000)))
        begin = time.thread_time()
        fates = parsed.fates(5000)
        self.assertLess(time.thread_time() - begin, 2)
        self.assertEqual({fate.state for fate in fates}, {'unknown'})
        self.assertEqual(len(fates[0].messages), 10)

    def test_comments_do_not_hide_anything(self):
        commented = report(summary=summary('<!-- -->3', '3<!-- -->', 0))
        self.assertEqual(ProcessingReport.from_xml(commented).fates(3), [ACCEPTED] * 3)

    def test_many_messages(self):
        results = [result(number) for number in range(1, 10_001)]
        states = self.states(*results, count=20_000, summary=summary(20_000, 10_000, 10_000))
        self.assertEqual(states, ['rejected'] * 10_000 + ['accepted'] * 10_000)


def with_document_type(document_type, content):
    return content.replace(b'?>', f'?>{document_type}'.encode(), 1)
