"""The pictures that README, pages and module page show: each in each language."""
from dataclasses import dataclass

from .. import cache

FOLDER = cache.REPOSITORY / 'static' / 'description' / 'pictures'
LANGUAGES = ('en_US', 'zh_CN')

WIDTH, HEIGHT = 1280, 760
PHONE = (390, 760)
COLORS = 64  # more are not seen in what is text and lines


@dataclass(frozen=True)
class Picture:
    """What a picture shows; where that is, `scene.py` knows."""

    name: str
    shows: str  # what is there when the page is, as CSS has it
    clicks: str = ''  # what is clicked on then, as CSS has it
    answer: str = ''  # what is there after the click, if it is something else
    width: int = WIDTH
    height: int = HEIGHT
    is_phone: bool = False

    @property
    def file(self):
        """The name of its file."""
        return f'{self.name}_phone.png' if self.is_phone else f'{self.name}.png'

    @property
    def size(self):
        """Width and height of the page."""
        return PHONE if self.is_phone else (self.width, self.height)


PICTURES = (
    Picture('dashboard', '.o_kanban_view .o_kanban_record', height=540),
    Picture('todo', '.o_list_view .o_group_header', '.o_group_header', '.o_data_row', height=360),
    Picture('to_ship', '.o_list_view .o_data_row', width=1500, height=480),
    Picture('question', '.o_form_view .o_amazon_difference', height=820),
    Picture('link', '.o_form_view', 'button[name=action_begin_to_link]', '.modal img'),
    Picture('sales_order', '.o_form_view .o_data_row'),
    Picture('delivery', '.o_form_view .alert-danger'),
    Picture('stock', '.o_list_view .o_data_row, .o_list_view .o_group_header', height=560),
    Picture('invoice', '.o_form_view .o_data_row'),
    Picture('dashboard', '.o_kanban_view .o_kanban_record', is_phone=True),
    Picture('to_ship', '.o_kanban_view .o_kanban_record', is_phone=True),
)


def path_of(picture, language):
    """Return where a picture is, in a language.

    :rtype: pathlib.Path
    """
    return FOLDER / language / picture.file
