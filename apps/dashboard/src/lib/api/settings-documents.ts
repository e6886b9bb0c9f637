import { graphql, type ResultOf, type VariablesOf } from './graphql.ts';

const CalendarParts = graphql(`fragment CalendarParts on WorkingCalendar { timeZone holidays week { from to } }`);
const SettingsParts = graphql(
  `
    fragment SettingsParts on LoopSettings {
      asOf version
      departments {
        name version fallbackOwner
        calendar { ...CalendarParts }
        targets { priority target milliseconds clock }
        escalation { chain repeatMs takeBackMs }
      }
      people { key name email departments language available version }
      rules { name order enabled when repeatedWithinDays department departmentFromAttribute priority owner { by person attribute } watchers last version }
      rootCauses { name retired version }
      actions { name retired version }
      templates { name purpose texts { language subject body } version }
      reask { enabled afterMs template version }
    }
  `,
  [CalendarParts],
);

export const SettingsQuery = graphql(`query LoopSettings { loopSettings { ...SettingsParts } }`, [SettingsParts]);
export const SettingsLive = graphql(`subscription LoopSettings { loopSettings { ...SettingsParts } }`, [SettingsParts]);

export const SavePerson = graphql(`mutation SavePerson($input: PersonInput!, $version: Int) { savePerson(input: $input, version: $version) { key version } }`);
export const RemovePerson = graphql(`mutation RemovePerson($key: ID!, $version: Int) { removePerson(key: $key, version: $version) }`);
export const SaveRootCause = graphql(`mutation SaveRootCause($input: RootCauseInput!, $version: Int) { saveRootCause(input: $input, version: $version) { name version } }`);
export const RemoveRootCause = graphql(`mutation RemoveRootCause($name: String!, $version: Int) { removeRootCause(name: $name, version: $version) }`);
export const SaveAction = graphql(`mutation SaveAction($input: LoopActionInput!, $version: Int) { saveLoopAction(input: $input, version: $version) { name version } }`);
export const RemoveAction = graphql(`mutation RemoveAction($name: String!, $version: Int) { removeLoopAction(name: $name, version: $version) }`);

export const SettingsHistoryQuery = graphql(`
  query SettingsHistory($first: Int!, $kind: SettingsKind) {
    settingsHistory(first: $first, kind: $kind) { version at actor kind name action by { key name } }
  }
`);

export type LoopSettings = ResultOf<typeof SettingsQuery>['loopSettings'];
export type SettingsPerson = LoopSettings['people'][number];
export type SettingsDepartment = LoopSettings['departments'][number];
export type SettingsRule = LoopSettings['rules'][number];
export type SettingsTemplate = LoopSettings['templates'][number];
export type PersonInput = VariablesOf<typeof SavePerson>['input'];

export const SaveTemplate = graphql(`mutation SaveTemplate($input: TemplateInput!, $version: Int) { saveTemplate(input: $input, version: $version) { name version } }`);
export const RemoveTemplate = graphql(`mutation RemoveTemplate($name: String!, $version: Int) { removeTemplate(name: $name, version: $version) }`);
export const SetReask = graphql(`mutation SetReask($input: ReaskInput!, $version: Int) { setReask(input: $input, version: $version) { version } }`);
export type TemplateInput = VariablesOf<typeof SaveTemplate>['input'];

export const SaveDepartment = graphql(`mutation SaveDepartment($input: DepartmentInput!, $version: Int) { saveDepartment(input: $input, version: $version) { name version } }`);
export const RemoveDepartment = graphql(`mutation RemoveDepartment($name: String!, $version: Int) { removeDepartment(name: $name, version: $version) }`);
export type DepartmentInput = VariablesOf<typeof SaveDepartment>['input'];

export const SaveRule = graphql(`mutation SaveRule($input: RuleInput!, $version: Int) { saveRule(input: $input, version: $version) { name version } }`);
export const RemoveRule = graphql(`mutation RemoveRule($name: String!, $version: Int) { removeRule(name: $name, version: $version) }`);
export const RulePreviewQuery = graphql(`
  query RulePreview($rule: RuleInput!, $days: Int!) {
    rulePreview(rule: $rule, days: $days) { matched wouldOpen wouldJoin sharePercent perDay { day matched } examples { id occurredAt department language comment } }
  }
`);
export const ApplyRule = graphql(`mutation ApplyRule($name: String!, $days: Int!) { applyRule(name: $name, days: $days) }`);
export type RuleInput = VariablesOf<typeof SaveRule>['input'];
export type RulePreview = ResultOf<typeof RulePreviewQuery>['rulePreview'];
