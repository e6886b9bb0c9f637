import { ALERT_EVENTS, ALERT_KINDS, ALERT_STATES, CHANNELS, DELIVERY_STATES, OFF_REASONS, RULE_KINDS, WEEKDAYS, type AlertKind, type AlertState, type Channel, type Delivery, type DeliveryState, type OffReason, type RuleKind, type Weekday } from '@heed/alerts';
import { registerEnumType } from 'type-graphql';
import { enumOf } from '../enum-of.ts';

const KINDS = {
  SCORE_DOWN: { description: 'A score is clearly worse than in as many days before.' },
  THEME_SPIKING: { description: 'Customers mention a theme more than usual at these hours of the week.' },
  LOOPS_LATE: { description: 'Loops are late: customers wait longer than promised.' },
  LOOPS_AT_RISK: { description: 'Loops have used up most of their time.' },
  SOURCE_SILENT: { description: 'Nothing has come from a source for longer than usual.' },
};

export const AlertRuleKindEnum = enumOf<RuleKind>(RULE_KINDS);
registerEnumType(AlertRuleKindEnum, { name: 'AlertRuleKind', description: 'What people can be told of.', valuesConfig: KINDS });

export const AlertKindEnum = enumOf<AlertKind>(ALERT_KINDS);
registerEnumType(AlertKindEnum, { name: 'AlertKind', description: 'What an alert is about.', valuesConfig: { ...KINDS, WEBHOOK_OFF: { description: 'A webhook was turned off by itself; of that Heed tells without a rule.' } } });

export const AlertStateEnum = enumOf<AlertState>(ALERT_STATES);
registerEnumType(AlertStateEnum, {
  name: 'AlertState',
  description: 'How far an alert has come.',
  valuesConfig: { RAISED: { description: 'It holds, and nobody has seen to it.' }, ACKNOWLEDGED: { description: 'It holds, and somebody sees to it.' }, OVER: { description: 'It does not hold any more.' } },
});

export const WeekdayEnum = enumOf<Weekday>(WEEKDAYS);
registerEnumType(WeekdayEnum, { name: 'Weekday', description: 'A day of the week.', valuesConfig: Object.fromEntries(WEEKDAYS.map((day, index) => [day.toUpperCase(), { description: `${['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'][index]}.` }])) });

export const DeliveryChannelEnum = enumOf<Channel>(CHANNELS);
registerEnumType(DeliveryChannelEnum, { name: 'AlertChannel', description: 'How somebody is told.', valuesConfig: { MAIL: { description: 'By mail.' }, WEBHOOK: { description: 'By a signed call of a webhook.' } } });

export const DeliveryStateEnum = enumOf<DeliveryState>(DELIVERY_STATES);
registerEnumType(DeliveryStateEnum, {
  name: 'AlertDeliveryState',
  description: 'How far a delivery has come.',
  valuesConfig: {
    WAITING: { description: 'It waits for its first or next attempt, or for the end of quiet hours.' },
    SENDING: { description: 'It is under way.' },
    DELIVERED: { description: 'It was taken.' },
    FAILED: { description: 'It was given up.' },
    SKIPPED: { description: 'It was not to be sent any more: somebody had seen to the alert, it was over, or the webhook is off.' },
  },
});

export const DeliveryEventEnum = enumOf<Delivery['event']>([...ALERT_EVENTS, 'test']);
registerEnumType(DeliveryEventEnum, {
  name: 'AlertEvent',
  description: 'What is told.',
  valuesConfig: {
    RAISED: { description: 'It began.' },
    REPEATED: { description: 'It still holds, and nobody has seen to it.' },
    ACKNOWLEDGED: { description: 'Somebody sees to it; told to webhooks alone.' },
    OVER: { description: 'It does not hold any more; told to webhooks alone.' },
    TEST: { description: 'A test of a webhook.' },
  },
});

export const OffReasonEnum = enumOf<OffReason>(OFF_REASONS);
registerEnumType(OffReasonEnum, { name: 'WebhookOffReason', description: 'Why a webhook was turned off by itself.', valuesConfig: { GONE: { description: 'Its receiver answered 410, gone.' }, FAILING: { description: 'It took nothing for five days.' } } });
