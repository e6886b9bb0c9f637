import { writeDuration, type Department, type LoopDefaults, type SettingsKind, type SettingsOf, type Target, type Targets } from '@heed/loops';

const target = ({ milliseconds, clock }: Target): object => ({ within: writeDuration(milliseconds, { clock }), clock });

function department({ name, calendar, targets, escalation: { chain, repeatMs, takeBackMs }, fallbackOwner }: Department): Record<string, unknown> {
  const ofPriority = (promised: Targets): object => Object.fromEntries(Object.entries(promised).map(([what, promise]) => [what, target(promise)]));
  return {
    name,
    calendar,
    targets: Object.fromEntries(Object.entries(targets).map(([priority, promised]) => [priority, ofPriority(promised)])),
    escalation: {
      chain,
      repeat: writeDuration(repeatMs, { clock: 'working' }),
      ...(takeBackMs === null ? {} : { takeBack: writeDuration(takeBackMs, { clock: 'working' }) }),
    },
    fallbackOwner,
  };
}

/** A setting of loops as it stands in a file: lengths of time as people write them. */
export function settingWritten(kind: SettingsKind, definition: SettingsOf[SettingsKind]): Record<string, unknown> {
  if (kind === 'department') return department(definition as Department);
  if (kind !== 'loop') return { ...definition };
  const { enabled, afterMs, template } = (definition as LoopDefaults).reask;
  return { reask: { enabled, after: writeDuration(afterMs, { clock: 'calendar' }), template } };
}
