"""The disease-specific health risk assessments, in wording of our own; no licensed questionnaire is among them."""

from disease.domain.questionnaires.asthma_control import ASTHMA_CONTROL
from disease.domain.questionnaires.diabetes_health import DIABETES_HEALTH

INSTRUMENTS = (ASTHMA_CONTROL, DIABETES_HEALTH)
