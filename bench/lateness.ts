export const lateness = async () => []
