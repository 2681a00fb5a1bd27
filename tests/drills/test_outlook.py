"""What the planner looks at, kept up with a story as it is told, is what reading it anew finds."""

from dataclasses import dataclass

from najda.application.planning.journeys import Journeys
from najda.application.planning.outlook import Outlook
from najda.kernel.places import Position
