"""Ask for the trade of 2018 through the client that openapi-python-client made in the folder on PYTHONPATH."""

import sys

from sinolac_client import Client
from sinolac_client.api.agreements import list_agreements
from sinolac_client.api.trade import get_trade, list_trade
from sinolac_client.models import AgreementList, CountryWord, Problem, TradeFlow, TradeList, TradeMeasure

client = Client(sys.argv[1])
answer = list_trade.sync(client=client, year=[2018])
assert isinstance(answer, TradeList), answer
figures = {
    fact.flow: fact.value
    for fact in answer.data
    if fact.measure == TradeMeasure.VALUE and fact.partner == "LAC"
}
expected = {TradeFlow.TOTAL: 307400000000, TradeFlow.EXPORTS: 148790000000, TradeFlow.IMPORTS: 158610000000}
assert figures == expected, figures

item = get_trade.sync("trade-2018-exports", client=client)
assert item.data.start.year == 2018 and item.data.evidence[0].paragraph == 8, item

pair = [CountryWord.CHL, CountryWord.PER]
both = list_agreements.sync(client=client, country=pair)
assert isinstance(both, AgreementList) and {code for row in both.data for code in row.countries} >= {"CHL", "PER"}, both

refused = list_trade.sync(client=client, limit=0)
assert isinstance(refused, Problem) and refused.errors[0].parameter == "limit", refused
print("python:", {flow.value: value for flow, value in figures.items()})
