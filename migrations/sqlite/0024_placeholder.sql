UPDATE workspaces SET name = name;
