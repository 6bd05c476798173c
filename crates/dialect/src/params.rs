//! Parameters of a statement.

use crate::{ToValue, Value};

/// What can be handed to a statement: `()`, a tuple of up to 24 values, a list or an array of values.
pub trait IntoParams {
    /// The values, in order.
    fn into_params(self) -> Vec<Value>;
}

impl IntoParams for () {
    fn into_params(self) -> Vec<Value> {
        Vec::new()
    }
}

impl IntoParams for Vec<Value> {
    fn into_params(self) -> Vec<Value> {
        self
    }
}

impl<T: ToValue, const N: usize> IntoParams for [T; N] {
    fn into_params(self) -> Vec<Value> {
        self.into_iter().map(T::to_value).collect()
    }
}

macro_rules! tuples {
    ($($($name:ident)+;)+) => {
        $(impl<$($name: ToValue),+> IntoParams for ($($name,)+) {
            fn into_params(self) -> Vec<Value> {
                #[expect(non_snake_case, reason = "the names of the types name the values, too")]
                let ($($name,)+) = self;
                vec![$($name.to_value()),+]
            }
        })+
    };
}

tuples! {
    A;
    A B;
    A B C;
    A B C D;
    A B C D E;
    A B C D E F;
    A B C D E F G;
    A B C D E F G H;
    A B C D E F G H I;
    A B C D E F G H I J;
    A B C D E F G H I J K;
    A B C D E F G H I J K L;
    A B C D E F G H I J K L M;
    A B C D E F G H I J K L M N;
    A B C D E F G H I J K L M N O;
    A B C D E F G H I J K L M N O P;
    A B C D E F G H I J K L M N O P Q;
    A B C D E F G H I J K L M N O P Q R;
    A B C D E F G H I J K L M N O P Q R S;
    A B C D E F G H I J K L M N O P Q R S T;
    A B C D E F G H I J K L M N O P Q R S T U;
    A B C D E F G H I J K L M N O P Q R S T U V;
    A B C D E F G H I J K L M N O P Q R S T U V W;
    A B C D E F G H I J K L M N O P Q R S T U V W X;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tuple_keeps_its_order() {
        let values = (1i64, "a", None::<f64>).into_params();
        assert_eq!(
            values,
            [Value::Integer(1), Value::Text("a".to_owned()), Value::Null]
        );
    }
}
