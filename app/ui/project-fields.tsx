import type { ProjectFlaw } from "../projects/project-fields.ts";
import { useText } from "./intl.tsx";
import { SelectField } from "./select-field.tsx";
import { TextField } from "./text-field.tsx";

type Status = "draft" | "active" | "archived";

/** What stands in the fields: what is stored, or what was typed when the form comes back. */
export type ProjectValues = { name?: string; status?: string; budget?: string | number };

type ProjectFieldsProps = {
  values: ProjectValues;
  flaws?: readonly ProjectFlaw[];
  statuses: readonly Status[];
  /** Only for those who may write it: for all others the field is not there, and so nothing of it is sent. */
  withBudget: boolean;
};

/** The fields of a project that this person may write. */
export function ProjectFields({ values, flaws = [], statuses, withBudget }: ProjectFieldsProps) {
  const text = useText("projects");
  const error = (field: ProjectFlaw["flaw"]) =>
    flaws.some((one) => one.field === field) ? text(`flaws.${field}`) : undefined;
  return (
    <>
      <TextField name="name" label={text("name")} error={error("name")} defaultValue={values.name} required />
      <SelectField
        name="status"
        label={text("status")}
        error={error("status")}
        defaultValue={values.status}
        choices={statuses.map((status) => ({ value: status, label: text(`statuses.${status}`) }))}
      />
      {withBudget && (
        <TextField
          name="budget"
          label={text("budget")}
          hint={text("budgetHint")}
          error={error("budget")}
          defaultValue={values.budget}
          inputMode="numeric"
          autoComplete="off"
        />
      )}
    </>
  );
}
