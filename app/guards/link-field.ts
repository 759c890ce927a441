/** The field by which the form of a link's page says which link it stands for. */
export const linkField = "link";
