"""Every planted leak, by what it is."""

from tests.trust.plants.answered import ANSWERED
from tests.trust.plants.going_out import GOING_OUT
from tests.trust.plants.held import HELD
from tests.trust.plants.kept_too_long import KEPT_TOO_LONG
from tests.trust.plants.stored import STORED

PLANTS = STORED | ANSWERED | HELD | GOING_OUT | KEPT_TOO_LONG
