"""The kinds of record in the made-up city, the most frequent first; of companies' own kinds all are as frequent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Kind:
    """A kind of record: who keeps it, its usual amount (0: it has none), and whether it can be settled."""

    name: str
    agency: str
    amount: int = 0
    settles: bool = False


KINDS = (
    Kind("utility.bill_paid", "Utilities Board", 180),
    Kind("health.vaccination", "Health Office"),
    Kind("finance.loan_repaid", "Bank Credit Register", 4_000),
    Kind("utility.bill_late", "Utilities Board", 180, settles=True),
    Kind("volunteer.hours", "Civil Affairs Bureau", 14),
    Kind("consumption.game_hours", "Platform Desk", 30),
    Kind("traffic.red_light", "Traffic Police", 200),
    Kind("traffic.parking", "Traffic Police", 100),
    Kind("community.cleanup_day", "Street Office"),
    Kind("work.award", "Labour Office"),
    Kind("charity.donation", "Civil Affairs Bureau", 600),
    Kind("community.littering", "Street Office"),
    Kind("traffic.speeding", "Traffic Police", 300),
    Kind("study.prize", "School Office"),
    Kind("finance.loan_overdue", "Bank Credit Register", 3_000, settles=True),
    Kind("family.elder_care", "Street Office"),
    Kind("community.noise", "Street Office"),
    Kind("tax.paid_early", "Tax Office", 900),
    Kind("work.safety_breach", "Labour Office", 2_000),
    Kind("traffic.fine", "Traffic Police", 700),
    Kind("charity.blood_donation", "Blood Centre"),
    Kind("finance.card_default", "Bank Credit Register", 5_000, settles=True),
    Kind("speech.online_post_harmful", "Public Security"),
    Kind("volunteer.emergency", "Civil Affairs Bureau", 5),
    Kind("finance.guarantee_broken", "Bank Credit Register", 30_000),
    Kind("tax.paid_late", "Tax Office", 1_500, settles=True),
    Kind("association.unregistered_meeting", "Public Security"),
    Kind("study.exam_cheating", "School Office"),
    Kind("court.judgment_unpaid", "Court", 20_000, settles=True),
    Kind("court.summons_ignored", "Court"),
    Kind("traffic.drink_driving", "Traffic Police", 2_000),
    Kind("tax.evasion", "Tax Office", 12_000, settles=True),
    Kind("business.inspection_passed", "Market Supervision"),
    Kind("business.contract_broken", "Market Supervision", 50_000, settles=True),
    Kind("business.wage_arrears", "Labour Office", 80_000, settles=True),
    Kind("business.food_safety_breach", "Market Supervision", 9_000),
)
