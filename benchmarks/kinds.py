"""The kinds of record in the made-up city, the most frequent first; of companies' own kinds all are as frequent."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class WorkloadKind:
    """A kind of record: who keeps it, its usual amount (0: it has none), and whether it can be settled."""

    name: str
    agency: str
    amount: int = 0
    settles: bool = False


KINDS = (
    WorkloadKind("utility.bill_paid", "Utilities Board", 180),
    WorkloadKind("health.vaccination", "Health Office"),
    WorkloadKind("finance.loan_repaid", "Bank Credit Register", 4_000),
    WorkloadKind("utility.bill_late", "Utilities Board", 180, settles=True),
    WorkloadKind("volunteer.hours", "Civil Affairs Bureau", 14),
    WorkloadKind("consumption.game_hours", "Platform Desk", 30),
    WorkloadKind("traffic.red_light", "Traffic Police", 200),
    WorkloadKind("traffic.parking", "Traffic Police", 100),
    WorkloadKind("community.cleanup_day", "Street Office"),
    WorkloadKind("work.award", "Labour Office"),
    WorkloadKind("charity.donation", "Civil Affairs Bureau", 600),
    WorkloadKind("community.littering", "Street Office"),
    WorkloadKind("traffic.speeding", "Traffic Police", 300),
    WorkloadKind("study.prize", "School Office"),
    WorkloadKind("finance.loan_overdue", "Bank Credit Register", 3_000, settles=True),
    WorkloadKind("family.elder_care", "Street Office"),
    WorkloadKind("community.noise", "Street Office"),
    WorkloadKind("tax.paid_early", "Tax Office", 900),
    WorkloadKind("work.safety_breach", "Labour Office", 2_000),
    WorkloadKind("traffic.fine", "Traffic Police", 700),
    WorkloadKind("charity.blood_donation", "Blood Centre"),
    WorkloadKind("finance.card_default", "Bank Credit Register", 5_000, settles=True),
    WorkloadKind("speech.online_post_undesirable", "Public Security"),
    WorkloadKind("volunteer.emergency", "Civil Affairs Bureau", 5),
    WorkloadKind("finance.guarantee_broken", "Bank Credit Register", 30_000),
    WorkloadKind("tax.paid_late", "Tax Office", 1_500, settles=True),
    WorkloadKind("association.unregistered_meeting", "Public Security"),
    WorkloadKind("study.exam_cheating", "School Office"),
    WorkloadKind("court.judgment_unpaid", "Court", 20_000, settles=True),
    WorkloadKind("court.summons_ignored", "Court"),
    WorkloadKind("traffic.drink_driving", "Traffic Police", 2_000),
    WorkloadKind("tax.evasion", "Tax Office", 12_000, settles=True),
    WorkloadKind("business.inspection_passed", "Market Supervision"),
    WorkloadKind("business.contract_broken", "Market Supervision", 50_000, settles=True),
    WorkloadKind("business.wage_arrears", "Labour Office", 80_000, settles=True),
    WorkloadKind("business.food_safety_breach", "Market Supervision", 9_000),
)
