import { createMongoAbility } from "@casl/ability";

/** CASL at its best: one ability a person, built once; only `can` is asked. */
export function prepare({ permissionsOf, questions }) {
  const abilities = new Map(
    Object.entries(permissionsOf).map(([person, granted]) => [person, createMongoAbility(granted.map(ruleOf))]),
  );
  const asked = questions.map(({ person, permission }) => ({ ability: abilities.get(person), ...ruleOf(permission) }));
  return () => {
    let held = 0;
    for (const { ability, action, subject } of asked) if (ability.can(action, subject)) held += 1;
    return held;
  };
}

function ruleOf(permission) {
  const [subject, action] = permission.split(":");
  return { action, subject };
}
