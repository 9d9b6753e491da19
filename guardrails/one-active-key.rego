# Refuses a Terraform plan that leaves a user with more than one active access key, and warns of secrets in the state.
# For Rego v1: conftest, or OPA. docs/prevention.md shows how to run it and lists the cases that it does not detect.
package one_active_key

import rego.v1

# A file that is no plan would pass all rules below, since they would find no key in it.
deny contains "Expected a Terraform plan as JSON (terraform show -json); received something else." if {
	not is_object(input.planned_values)
}

deny contains "This plan is incomplete, since terraform plan failed. Repair the configuration, and plan again." if {
	input.errored == true
}

# Keys that -target leaves out are in no change, so that nothing here would count them.
deny contains message if {
	input.complete == false
	not input.errored == true
	message := concat(" ", [
		"This plan is partial, by -target or by deferred changes, so that keys may be missing.",
		"Plan the whole configuration.",
	])
}

deny contains message if {
	some user in {key.user | some key in active_keys}
	addresses := {key.address | some key in active_keys; key.user == user}
	count(addresses) > 1
	message := sprintf("After this plan %s has %d active access keys: %s. %s", [
		label_of(user), count(addresses), concat(", ", sort(addresses)), advice,
	])
}

warn contains message if {
	some change in key_changes
	has_secret_in_state(change.change)
	message := sprintf("%s: its secret access key is in the state in plain text. %s", [
		change.address, "Give the workload a role, or encrypt the secret with pgp_key.",
	])
}

advice := concat(" ", [
	"Keep one active: remove the other, make it \"Inactive\",",
	"or give the second workload a role, or a user, of its own.",
])

label_of(user) := sprintf("the user %s", [user.name])

label_of(user) := sprintf("the user of %s", [concat(" and ", user.references)])

# A key that the plan deletes has no `after`. A plan lists a replacement as one change.
key_changes := [change |
	some change in input.resource_changes
	change.type == "aws_iam_access_key"
	is_object(change.change.after)
]

users := [change |
	some change in input.resource_changes
	change.type == "aws_iam_user"
]

# A key counts as inactive only if its status is the literal Inactive: a status known after apply may be Active.
active_keys contains {"address": change.address, "user": user} if {
	some change in key_changes
	object.get(change.change.after, "status", null) != "Inactive"
	user := user_of(change)
}

# A key that Terraform forgets (`removed`) stays as it was.
active_keys contains {"address": change.address, "user": {"name": change.change.before.user}} if {
	some change in input.resource_changes
	change.type == "aws_iam_access_key"
	"forget" in change.change.actions
	change.change.before.status != "Inactive"
}

user_of(change) := {"name": change.change.after.user} if is_string(change.change.after.user)

# If a user is known only after apply, the expressions that name it are compared: those of the resource …
user_of(change) := user_named_by(references_of(change), module_address(change), object.get(change, "index", null)) if {
	change.change.after_unknown.user == true
}

# … or, if the resource takes the user from a variable of its module, those of the module call.
user_of(change) := user_named_by(references, parent_address(module_address(change)), module_address(change)) if {
	change.change.after_unknown.user == true
	variables := {split(reference, ".")[1] | some reference in references_of(change); startswith(reference, "var.")}
	count(variables) == 1
	every reference in references_of(change) { startswith(reference, "var.") }
	some variable in variables
	references := call_of(module_address(change)).expressions[variable].references
}

# The user is a resource of this plan whose name is known, although its `id` is not. Two users of one name are in two accounts …
user_named_by(references, module, instance) := {"name": name} if {
	names := {user.change.after.name |
		some reference in references
		some user in users
		user.address == concat(".", [part | some part in [module, reference]; part != ""])
	}
	count(names) == 1
	some name in names
	count([user | some user in users; user.change.after.name == name]) == 1
} else := user if {
	# … or the expression stands for the user. Attributes are left out: `id` and `name` of one resource are one user. With
	# each.value nothing is known.
	some expected in references
	startswith(expected, "aws_iam_user.")
	every other in references { not startswith(other, "each.value") }
	named := [reference | some reference in references; not is_attribute_of_user(reference)]
	user := {"module": module, "references": named, "instance": instance_in(references, instance)}
}

# If the expression contains count.index or each.key, keys of different instances belong to different users.
instance_in(references, instance) := instance if {
	some reference in references
	reference in {"count.index", "each.key"}
} else := null

is_attribute_of_user(reference) if regex.match(`^aws_iam_user\.[^.\[]+(\[.*\])?\.`, reference)

has_secret_in_state(change) if is_string(change.before.secret)

has_secret_in_state(change) if {
	"create" in change.actions
	object.get(change.after, "pgp_key", null) == null
	not change.after_unknown.pgp_key
}

# The configuration of a resource and of a call of a module, from the address in the plan.

module_address(change) := object.get(change, "module_address", "")

references_of(change) := block.expressions.user.references if {
	some block in module_at(module_address(change)).resources
	block.type == change.type
	block.name == change.name
}

call_of(address) := module_at(parent_address(address)).module_calls[name] if {
	names := call_names(address)
	name := names[count(names) - 1]
}

module_at(address) := object.get(input.configuration, path, {}) if {
	path := array.concat(["root_module"], [step |
		some name in call_names(address)
		some step in ["module_calls", name, "module"]
	])
}

# module.team["a.b"].module.ci[0] is a call of ci in a call of team.
call_names(address) := [name |
	some position, name in split(regex.replace(address, `\[("(\\.|[^"\\])*"|[0-9]+)\]`, ""), ".")
	position % 2 == 1
]

parent_address(address) := regex.replace(address, `(^|\.)module\.[^.\[]+(\[("(\\.|[^"\\])*"|[0-9]+)\])?$`, "")
