"""Reading the JSON that a caller sends."""
import json

from .errors import refused_input


class Body:
    """A JSON object with typed access. Keys that nobody asks for are ignored, as Amazon does.

    What is absent, or of another type than in Amazon's model, is refused by the name of its place
    (`packageDetail.shipDate`).
    """

    def __init__(self, content, place=''):
        self._content = content
        self._place = place

    @classmethod
    def read(cls, data):
        """Return the body of a request.

        :param bytes data: What was sent.
        :rtype: Body
        :raise ApiError: 400, if it is no JSON object.
        """
        try:
            content = json.loads(data)
        except ValueError:
            content = None
        if not isinstance(content, dict):
            raise refused_input("The request has an invalid payload: it is not a JSON object.")
        return cls(content)

    def text(self, name):
        """Return a text that must be there.

        :rtype: str
        :raise ApiError: 400, if it is absent or no text.
        """
        return self._value(name, str)

    def optional_text(self, name):
        """Return a text, or None.

        :rtype: str | None
        :raise ApiError: 400, if it is no text.
        """
        return self.text(name) if name in self._content else None

    def integer(self, name):
        """Return a whole number that must be there.

        :rtype: int
        :raise ApiError: 400, if it is absent or no whole number.
        """
        value = self._value(name, int)
        if isinstance(value, bool):
            raise self._wrong_type(name)
        return value

    def texts(self, name):
        """Return a list of texts that must be there.

        :rtype: list[str]
        :raise ApiError: 400, if it is absent or anything else.
        """
        values = self._value(name, list)
        if not all(isinstance(value, str) for value in values):
            raise self._wrong_type(name)
        return values

    def optional_texts_by_name(self, name):
        """Return an object whose values are texts; an empty one if it is absent.

        :rtype: dict[str, str]
        :raise ApiError: 400, if it is anything else.
        """
        if name not in self._content:
            return {}
        texts = self._value(name, dict)
        if not all(isinstance(text, str) for text in texts.values()):
            raise self._wrong_type(name)
        return dict(texts)

    def object(self, name):
        """Return an object that must be there.

        :rtype: Body
        :raise ApiError: 400, if it is absent or no object.
        """
        return Body(self._value(name, dict), f'{self._place}{name}.')

    def objects(self, name):
        """Return a list of objects that must be there.

        :rtype: list[Body]
        :raise ApiError: 400, if it is absent or anything else.
        """
        values = self._value(name, list)
        if not all(isinstance(value, dict) for value in values):
            raise self._wrong_type(name)
        return [
            Body(value, f'{self._place}{name}[{number}].') for number, value in enumerate(values)]

    def _value(self, name, type_):
        if name not in self._content:
            raise refused_input(
                "The input you have submitted is not valid. Please check the missing fields "
                f"[{self._place}{name}].")
        value = self._content[name]
        if not isinstance(value, type_):
            raise self._wrong_type(name)
        return value

    def _wrong_type(self, name):
        return refused_input(
            "The input you have submitted is not valid. Please check the fields with invalid type "
            f"[{self._place}{name}].")
